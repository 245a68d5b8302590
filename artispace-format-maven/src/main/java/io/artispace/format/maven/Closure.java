package io.artispace.format.maven;

/** How much of what a POM needs {@link Maven#prefetch(java.nio.file.Path, Closure, Prefetched.Progress)} brings. */
public enum Closure {
    /** The dependencies of all scopes, with all that they need, and the POMs that say so. */
    DEPENDENCIES,
    /** The plugins and extensions of the build as well, with all that they need. */
    BUILD
}
