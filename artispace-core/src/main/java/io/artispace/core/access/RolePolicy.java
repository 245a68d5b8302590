package io.artispace.core.access;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.PackageName;
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
        return switch (request.action()) {
            case CONNECT -> true;
            case READ -> has(Role.READ, caller);
            case PUBLISH -> has(Role.WRITE, caller);
            case DELETE -> mayDelete(request.repository(), caller);
            case ADMINISTER -> has(Role.ADMIN, caller);
        };
    }

    private static boolean mayDelete(RepositoryDefinition repository, Caller caller) {
        if (repository instanceof Group) {
            // The group's target is asked as well, and its own rule decides.
            return has(Role.WRITE, caller);
        }
        if (!(repository instanceof Hosted hosted)) {
            return false;
        }
        return switch (hosted.deletion()) {
            case NOBODY -> false;
            case ADMINISTRATORS -> has(Role.ADMIN, caller);
            case PUBLISHERS -> has(Role.WRITE, caller);
        };
    }

    private static boolean has(Role needed, Caller caller) {
        return caller.role().includes(needed) && caller.scope().role().includes(needed);
    }
}
