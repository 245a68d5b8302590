package io.artispace.access;

/**
 * The one decision point: every request that comes through a front asks it, once for each repository it touches. Calls from Java
 * without a caller are the host's own and are not asked about. Thread-safe; called on the read path, so it must be quick and must
 * not call the registry.
 *
 * <p>It need not look at {@link Caller#scope()}: about what a token does not reach, and about more than its role may do, it is asked as if its bearer were
 * {@link Caller#anonymous()}. To delete takes a token of an administrator, unless the repository lets all delete who may publish.
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

    /**
     * Decides about what concerns some packages together and changes none: Maven sends metadata of a whole group with each plugin it deploys,
     * which is generated here and only has to be accepted from whoever deploys in that group. Asked after {@link #allows} has said no.
     *
     * @param request who wants to do what, and where; on the repository as a whole
     * @param prefix what the names of the packages begin with
     * @return whether the caller may do this on at least one such package, there already or not; by default no
     */
    default boolean allowsOnSome(AccessRequest request, String prefix) {
        return false;
    }
}
