package io.artispace.format;

import io.artispace.RepositoryDefinition;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import java.util.Optional;
import java.util.Set;

/**
 * One package type. A format says which request means what, what a publish records and how documents look; it keeps nothing,
 * stores nothing and decides about nobody's access. Found by {@link java.util.ServiceLoader} or passed to the builder.
 *
 * <p>Implementations are stateless and thread-safe, with a public constructor without arguments.
 */
public interface PackageFormat {
    /**
     * Returns the id.
     *
     * @return 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}, such as {@code maven}
     */
    String id();

    /**
     * Returns the digests this format's clients need beside SHA-256. They are computed for every file while it is stored.
     *
     * @return the algorithms
     */
    Set<DigestAlgorithm> digests();

    /**
     * Checks the format's settings in a definition before it takes effect.
     *
     * @param definition the definition
     * @throws io.artispace.InvalidInputException if a setting is unknown or malformed, naming those that are known
     */
    void check(RepositoryDefinition definition);

    /**
     * Understands a request, without reading its body and without touching any store.
     *
     * @param request the request
     * @return what it asks for; empty if the format has no such route, which is answered as "not found"
     * @throws io.artispace.InvalidInputException if the request is malformed
     */
    Optional<Operation> route(RepositoryRequest request);

    /**
     * Says how an error looks to this format's clients.
     *
     * @param request the request that failed
     * @param status the status core has chosen, 400 to 599
     * @param message a sentence that may be shown
     * @return the answer, with that status; core adds the challenge to a 401
     */
    Response error(RepositoryRequest request, int status, String message);
}
