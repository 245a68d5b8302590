package io.artispace.access;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a token may do at most. It is intersected with what its owner may do at the time of use.
 *
 * @param role the most it may do
 * @param repositories names of the only repositories it is good for; empty for all
 * @param packages names of the only packages it is good for; a name that ends with {@code *} stands for all names with that beginning;
 *     empty for all
 */
public record TokenScope(Role role, Set<String> repositories, Set<String> packages) {
    /** Copies the sets. */
    public TokenScope {
        repositories = Set.copyOf(repositories);
        packages = Set.copyOf(packages);
    }

    /**
     * A scope limited by role alone.
     *
     * @param role the most the token may do
     * @return the scope
     */
    public static TokenScope of(Role role) {
        return new TokenScope(role, Set.of(), Set.of());
    }

    /**
     * Limits the scope to one more repository.
     *
     * @param repository its name
     * @return a changed copy
     */
    public TokenScope in(String repository) {
        Set<String> changed = new HashSet<>(repositories);
        changed.add(repository);
        return new TokenScope(role, changed, packages);
    }

    /**
     * Tells whether the scope reaches a package.
     *
     * @param repository the repository
     * @param packageName the package; empty for the repository as a whole
     * @return whether it does; a scope limited to packages reaches no repository as a whole
     */
    public boolean reaches(String repository, Optional<String> packageName) {
        return reaches(repository)
                && (packages.isEmpty()
                        || packageName.isPresent() && packages.stream().anyMatch(p -> matches(p, packageName.get())));
    }

    /**
     * Tells whether the scope reaches at least one package name with the given beginning, whether or not there is such a package.
     *
     * @param repository the repository
     * @param prefix what the names begin with
     * @return whether it does
     */
    public boolean reachesSome(String repository, String prefix) {
        return reaches(repository) && (packages.isEmpty() || packages.stream().anyMatch(p -> meets(p, prefix)));
    }

    private boolean reaches(String repository) {
        return repositories.isEmpty() || repositories.contains(repository);
    }

    private static boolean matches(String pattern, String name) {
        return isPrefix(pattern) ? name.startsWith(prefixOf(pattern)) : name.equals(pattern);
    }

    private static boolean meets(String pattern, String prefix) {
        return isPrefix(pattern)
                ? prefixOf(pattern).startsWith(prefix) || prefix.startsWith(prefixOf(pattern))
                : pattern.startsWith(prefix);
    }

    private static boolean isPrefix(String pattern) {
        return pattern.endsWith("*");
    }

    private static String prefixOf(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }
}
