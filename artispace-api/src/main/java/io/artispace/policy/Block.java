package io.artispace.policy;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Versions that are refused.
 *
 * @param versions which
 * @param reason a sentence for the person whose build stops, such as {@code "Malicious, see advisory 2026-17. Use 1.2.4."}. Line breaks
 *     become spaces, since clients show it in one line
 */
public record Block(VersionPattern versions, String reason) {
    private static final Pattern ENDS_OF_LINES = Pattern.compile("[\r\n]+");

    /** Checks that nothing is null, and makes one line of the reason. */
    public Block {
        requireNonNull(versions, "versions");
        reason = ENDS_OF_LINES
                .matcher(requireNonNull(reason, "reason"))
                .replaceAll(" ")
                .strip();
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
