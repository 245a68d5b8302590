package io.artispace.format.maven;

/** What {@link Maven#prefetch(java.nio.file.Path, Closure, Prefetched.Progress)} fetches of what a POM needs. */
public enum Closure {
    /** The dependencies of all scopes and everything that they need, and the POMs that were read to find that out. */
    DEPENDENCIES,
    /** Also the plugins and extensions of the build, and everything that they need. */
    BUILD
}
