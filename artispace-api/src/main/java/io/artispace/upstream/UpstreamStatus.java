package io.artispace.upstream;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one process knows of the health of an upstream.
 *
 * @param state whether it is asked
 * @param failures how many requests failed one after the other; 0 after one that did not
 * @param lastFailure a sentence about the last failure; null if there was none since the registry was opened
 * @param askedAgain from when on a broken upstream is asked again; null unless the state is {@link State#BROKEN}
 */
public record UpstreamStatus(
        State state,
        int failures,
        @Nullable String lastFailure,
        @Nullable Instant askedAgain) {
    /** Whether an upstream is asked. */
    public enum State {
        /** It is asked. */
        ASKED,
        /** It failed several times in a row, and is left alone for a while: the breaker is open. */
        BROKEN,
        /** The definition says that it is not asked. */
        OFFLINE
    }

    /** {@return a sentence about the last failure; empty if there was none} */
    public Optional<String> failure() {
        return Optional.ofNullable(lastFailure);
    }
}
