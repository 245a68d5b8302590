package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.PackageName;
import io.artispace.access.Action;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, described before it is carried out, so that access is decided in one place.
 *
 * @param action what the caller needs to be allowed
 * @param subject on which package; null where it is the repository as a whole
 * @param orSome a prefix of package names: to be allowed this on one package with such a name is enough, see
 *     {@link io.artispace.access.AccessPolicy#allowsOnSome}; null for none
 * @param handler does it, once access was granted
 */
public record Operation(
        Action action,
        @Nullable PackageName subject,
        @Nullable String orSome,
        Handler handler) {
    /** Checks that action and handler are given. */
    public Operation {
        requireNonNull(action, "action");
        requireNonNull(handler, "handler");
    }

    /**
     * An operation on one package or on the repository as a whole.
     *
     * @param action what the caller needs to be allowed
     * @param subject on which package; null where it is the repository as a whole
     * @param handler does it, once access was granted
     */
    public Operation(Action action, @Nullable PackageName subject, Handler handler) {
        this(action, subject, null, handler);
    }

    /**
     * An operation on one package.
     *
     * @param action what the caller needs to be allowed
     * @param subject the package
     * @param handler does it
     * @return the operation
     */
    public static Operation on(PackageName subject, Action action, Handler handler) {
        return new Operation(action, requireNonNull(subject, "subject"), handler);
    }

    /**
     * An operation on the repository as a whole.
     *
     * @param action what the caller needs to be allowed
     * @param handler does it
     * @return the operation
     */
    public static Operation onRepository(Action action, Handler handler) {
        return new Operation(action, null, handler);
    }

    /**
     * Allows the operation also to callers that may do this on some other package. Only for operations that change nothing, since such a
     * caller need not be allowed anything on the subject itself.
     *
     * @param prefix what the names of those packages begin with
     * @return a changed copy
     */
    public Operation orOnSome(String prefix) {
        return new Operation(action, subject, requireNonNull(prefix, "prefix"), handler);
    }

    /** {@return the package concerned; empty for the repository as a whole} */
    public Optional<PackageName> packageName() {
        return Optional.ofNullable(subject);
    }

    /** Does what was asked for. Called on the thread that answers the request; one handler serves one request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does it.
         *
         * @param exchange everything there is to know
         * @return the answer; core applies ranges, conditions, HEAD and the common headers to it
         * @throws io.artispace.ArtiSpaceException answered by {@link PackageFormat#error}
         * @throws IOException if reading the request's body fails; answered as a malformed request
         */
        Response handle(Exchange exchange) throws IOException;
    }
}
