package io.artispace.policy;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Quote;

/**
 * Versions of packages, written {@code name} for all versions of them, or {@code name@version} for one: {@code com.acme:app@1.2},
 * {@code @acme/*@1.0.0}, {@code left-pad}.
 *
 * @param name the packages
 * @param version the version in the format's spelling; empty for all
 */
public record VersionPattern(NamePattern name, String version) {
    /**
     * Checks the version.
     *
     * @throws InvalidInputException if it holds a control character, which no version does
     */
    public VersionPattern {
        requireNonNull(name, "name");
        if (requireNonNull(version, "version").chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException(
                    "The version " + Quote.of(version)
                            + " of a pattern holds a control character, such as the end of a line. No version does: leave it out.");
        }
    }

    /**
     * Reads a pattern.
     *
     * @param text {@code name} or {@code name@version}; an {@code @} at the beginning belongs to the name
     * @return the pattern
     * @throws InvalidInputException if it is malformed
     */
    public static VersionPattern of(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            return new VersionPattern(NamePattern.of(text), "");
        }
        if (at == text.length() - 1) {
            throw new InvalidInputException(
                    "The pattern " + Quote.of(text) + " ends with '@': write name@version, or the name alone.");
        }
        return new VersionPattern(NamePattern.of(text.substring(0, at)), text.substring(at + 1));
    }

    /**
     * Tells whether a version is meant.
     *
     * @param packageName the package
     * @param other the version
     * @return whether both fit
     */
    public boolean matches(PackageName packageName, String other) {
        return (version.isEmpty() || version.equals(other)) && name.matches(packageName);
    }

    /** Returns the text that {@link #of} reads. */
    @Override
    public String toString() {
        return version.isEmpty() ? name.value() : name.value() + "@" + version;
    }
}
