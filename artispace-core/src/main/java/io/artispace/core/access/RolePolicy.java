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
        Caller caller = request.caller();
        if (caller.kind() == Caller.Kind.HOST || request.action() == Action.CONNECT) {
            return true;
        }
        RepositoryDefinition repository = request.repository();
        // What anyone may do without credentials is not taken away by sending some.
        if (request.action() == Action.READ && repository.anonymousRead()) {
            return true;
        }
        if (caller.isAnonymous()) {
            return false;
        }
        return switch (request.action()) {
            case CONNECT -> true;
            case READ -> has(Role.READ, request);
            case PUBLISH -> has(Role.WRITE, request);
            case DELETE -> mayDelete(request);
            case ADMINISTER -> has(Role.ADMIN, request);
        };
    }

    private static boolean mayDelete(AccessRequest request) {
        if (request.repository() instanceof Group) {
            // The group's target is asked as well, and its own rule decides.
            return has(Role.WRITE, request);
        }
        if (!(request.repository() instanceof Hosted hosted)) {
            return false;
        }
        return switch (hosted.deletion()) {
            case NOBODY -> false;
            case ADMINISTRATORS -> has(Role.ADMIN, request);
            case PUBLISHERS -> has(Role.WRITE, request);
        };
    }

    private static boolean has(Role needed, AccessRequest request) {
        TokenScope scope = request.caller().scope();
        return request.caller().role().includes(needed)
                && scope.role().includes(needed)
                && scope.reaches(
                        request.repository().name(), request.packageName().map(PackageName::value));
    }
}
