package io.artispace.access;

/**
 * The one decision point: every request that comes through a front asks it, once for each repository it touches. Calls from Java
 * without a caller are the host's own and are not asked about. Thread-safe; called on the read path, so it must be quick and must
 * not call the registry.
 */
@FunctionalInterface
public interface AccessPolicy {
    /**
     * Decides. What is not allowed is denied: an unauthenticated caller is asked for credentials; an authenticated one that may not
     * {@link Action#READ} is answered as if nothing were there; all others are told that it is forbidden. An exception denies, too.
     *
     * @param request who wants to do what, and where
     * @return whether it is allowed
     */
    boolean allows(AccessRequest request);
}
