package io.artispace.format;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * When a file appeared, which may have been later than its version.
 *
 * @param published when it was published according to its own name, which its publisher chose
 * @param known the earliest moment at which it is known to have been there, from which a cooldown counts: when it was first seen, if
 *     that was noted, but not before {@code published}
 */
public record FileAge(Instant published, Instant known) {
    /** Checks that both are given. */
    public FileAge {
        requireNonNull(published, "published");
        requireNonNull(known, "known");
    }
}
