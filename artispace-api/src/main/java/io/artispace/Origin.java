package io.artispace;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a file comes from.
 *
 * @param repository name of the hosted repository or proxy that holds it
 * @param upstream base URL of the registry that the proxy fetches from; null for a hosted repository
 */
public record Origin(String repository, @Nullable URI upstream) {
    /** Checks that the repository is given. */
    public Origin {
        requireNonNull(repository, "repository");
    }

    /**
     * {@return the base URL of the registry that the file was fetched from, without credentials; empty for a hosted repository}
     */
    public Optional<URI> upstreamUrl() {
        return Optional.ofNullable(upstream);
    }
}
