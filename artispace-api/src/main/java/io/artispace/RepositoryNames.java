package io.artispace;

import java.util.regex.Pattern;

/** The rule for names of repositories, which stand as one segment in URLs, before {@code @} and {@code ~} where those follow. */
final class RepositoryNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private RepositoryNames() {}

    static String check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException("Cannot name a repository " + Quote.of(name)
                    + ": use 1 to 64 characters of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit.");
        }
        return name;
    }
}
