package io.artispace.format;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * When a file appeared that may be younger than its version.
 *
 * @param published when it was published, as its own name says it: whoever published it chose that
 * @param known from when on it is known to be there, by which a cooldown counts: when it was first seen where that was noted, but not before
 *     {@code published}
 */
public record FileAge(Instant published, Instant known) {
    /** Checks that both are given. */
    public FileAge {
        requireNonNull(published, "published");
        requireNonNull(known, "known");
    }
}
