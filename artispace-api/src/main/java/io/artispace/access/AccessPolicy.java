package io.artispace.access;

/**
 * The one decision point: every request that comes through a front asks it, about each repository it touches, and so does every call
 * from Java in the name of a caller ({@link io.artispace.Repository#as}). A list or a search asks about the repository as a whole, and
 * then about each package that it would show. Other calls from Java are the host's own and are not asked about. After it has said no about
 * a request, it is asked about {@link Action#READ}, too, on which depends what the caller is told. Thread-safe; called on the read path, so
 * it must be quick and must not call the registry.
 *
 * <p>It need not look at {@link Caller#scope()}: if the caller's token does not reach the repository or package, or its role does not
 * suffice, the policy is asked about {@link Caller#anonymous()} in the caller's place. A token needs the role of an administrator to
 * delete, unless the repository lets everybody delete who may publish.
 */
@FunctionalInterface
public interface AccessPolicy {
    /**
     * Decides. What is not allowed is denied: an unauthenticated caller is asked for credentials; an authenticated one that may not {@link
     * Action#READ} is answered as if nothing were there; all others are told that it is forbidden, and so is whoever calls from Java. An
     * exception denies, too.
     *
     * @param request who wants to do what, and where
     * @return whether it is allowed
     */
    boolean allows(AccessRequest request);

    /**
     * Decides about a request that concerns several packages together and changes none. (With each plugin that it deploys, Maven sends
     * metadata of the plugin's whole group. The registry generates that itself, and only has to accept it from whoever may deploy in the
     * group.) Asked after {@link #allows} has said no.
     *
     * @param request who wants to do what, and where; on the repository as a whole
     * @param prefix what the names of the packages begin with
     * @return whether the caller may do this on at least one such package, there already or not; by default no
     */
    default boolean allowsOnSome(AccessRequest request, String prefix) {
        return false;
    }
}
