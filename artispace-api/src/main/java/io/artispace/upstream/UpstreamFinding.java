package io.artispace.upstream;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking for the registry that the user's own client is set up with.
 *
 * @param found the registry, with the client's credentials; null if there is none that can be used
 * @param explanation a sentence for the user that says where it was found, or why nothing was; it never holds a secret
 */
public record UpstreamFinding(@Nullable Upstream found, String explanation) {
    /** Checks that there is an explanation. */
    public UpstreamFinding {
        requireNonNull(explanation, "explanation");
    }

    /**
     * Nothing was found.
     *
     * @param explanation why
     * @return the finding
     */
    public static UpstreamFinding nothing(String explanation) {
        return new UpstreamFinding(null, explanation);
    }

    /** {@return the registry; empty if there is none that can be used} */
    public Optional<Upstream> upstream() {
        return Optional.ofNullable(found);
    }
}
