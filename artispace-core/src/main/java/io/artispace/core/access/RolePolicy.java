package io.artispace.core.access;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Hosted.Deletion;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.RepositoryDefinition;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;

/**
 * The policy of a registry that was given none: the caller's role, capped by its token's scope, decides. Nothing is allowed
 * that is not named here. Stateless.
 */
public final class RolePolicy implements AccessPolicy {
    /** Creates the policy. */
    public RolePolicy() {}

    @Override
    public boolean allows(AccessRequest request) {
        TokenScope scope = request.caller().scope();
        return allows(
                request,
                scope.reaches(request.repository().name(), request.packageName().map(PackageName::value)));
    }

    @Override
    public boolean allowsOnSome(AccessRequest request, String prefix) {
        TokenScope scope = request.caller().scope();
        return allows(request, scope.reachesSome(request.repository().name(), prefix));
    }

    private static boolean allows(AccessRequest request, boolean inReach) {
        Caller caller = request.caller();
        if (caller.kind() == Caller.Kind.HOST || request.action() == Action.CONNECT) {
            return true;
        }
        // Who sends credentials may do at least what anyone may do without.
        if (request.action() == Action.READ && request.repository().anonymousRead()) {
            return true;
        }
        if (caller.isAnonymous() || !inReach) {
            return false;
        }
        return !isKept(request) && has(needed(request), caller);
    }

    /** Tells whether it is asked to delete where nobody may, whatever the role. */
    static boolean isKept(AccessRequest request) {
        return request.action() == Action.DELETE
                && (request.repository() instanceof Proxy
                        || request.repository() instanceof Hosted hosted && hosted.deletion() == Deletion.NOBODY);
    }

    /** Returns the role that an action needs. */
    static Role needed(AccessRequest request) {
        return switch (request.action()) {
            case CONNECT -> Role.NONE;
            case READ -> Role.READ;
            case PUBLISH -> Role.WRITE;
            case DELETE -> publishersDelete(request.repository()) ? Role.WRITE : Role.ADMIN;
            case ADMINISTER -> Role.ADMIN;
        };
    }

    private static boolean publishersDelete(RepositoryDefinition repository) {
        // A group's target is asked about as well, and its own rule decides.
        return repository instanceof Group
                || repository instanceof Hosted hosted && hosted.deletion() == Deletion.PUBLISHERS;
    }

    private static boolean has(Role needed, Caller caller) {
        return caller.role().includes(needed) && caller.scope().role().includes(needed);
    }
}
