package io.artispace;

import static java.util.Objects.requireNonNull;

/**
 * The name of a package within a repository, in the format's own canonical spelling: {@code com.acme:app} in Maven,
 * {@code @acme/app} in npm. Compared by its characters, ordered as {@link NameOrder} says; immutable.
 *
 * @param value 1 to 512 characters in Unicode NFC; no control characters or other invisible ones, no backslashes, and no space at its
 *     beginning or end
 */
public record PackageName(String value) implements Comparable<PackageName> {
    /** The longest name, in UTF-16 units. */
    public static final int MAX_LENGTH = 512;

    /**
     * Checks the name.
     *
     * @throws InvalidInputException if it is not well-formed
     */
    public PackageName {
        Text.check("package name", requireNonNull(value, "value"), MAX_LENGTH);
    }

    /**
     * Returns the name with the given spelling.
     *
     * @param value the name
     * @return the checked name
     * @throws InvalidInputException if it is not well-formed
     */
    public static PackageName of(String value) {
        return new PackageName(value);
    }

    @Override
    public int compareTo(PackageName other) {
        return NameOrder.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
