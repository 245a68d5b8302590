package io.artispace.policy;

import static java.util.Objects.requireNonNull;

/**
 * Versions that are refused.
 *
 * @param versions which
 * @param reason a sentence for the person whose build stops, such as {@code "Malicious, see advisory 2026-17. Use 1.2.4."}
 */
public record Block(VersionPattern versions, String reason) {
    /** Checks that nothing is null. */
    public Block {
        requireNonNull(versions, "versions");
        requireNonNull(reason, "reason");
    }

    /**
     * Blocks versions.
     *
     * @param versions see {@link VersionPattern#of}
     * @param reason a sentence for the person whose build stops
     * @return the block
     * @throws io.artispace.InvalidInputException if the pattern is malformed
     */
    public static Block of(String versions, String reason) {
        return new Block(VersionPattern.of(versions), reason);
    }
}
