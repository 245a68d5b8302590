package io.artispace.core.access;

import io.artispace.PackageName;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.TokenScope;

/**
 * Holds tokens to their scopes before the host's own policy is asked, which was written for users: a token that may only read must not
 * get more from it. Beyond the scope of its token, a caller may do what anybody may do without one.
 */
public final class TokenLimits implements AccessPolicy {
    private final AccessPolicy own;

    /**
     * Creates the policy.
     *
     * @param own the host's
     */
    public TokenLimits(AccessPolicy own) {
        this.own = own;
    }

    @Override
    public boolean allows(AccessRequest request) {
        return own.allows(limited(request, reached(request)));
    }

    @Override
    public boolean allowsOnSome(AccessRequest request, String prefix) {
        boolean reached =
                request.caller().scope().reachesSome(request.repository().name(), prefix);
        return own.allowsOnSome(limited(request, reached), prefix);
    }

    /** Tells whether a request that was denied is beyond the caller's token, and not beyond the role of its user as well. */
    static boolean isReason(AccessRequest denied) {
        return !within(denied, reached(denied)) && denied.caller().role().includes(RolePolicy.needed(denied));
    }

    private static boolean reached(AccessRequest request) {
        TokenScope scope = request.caller().scope();
        return scope.reaches(request.repository().name(), request.packageName().map(PackageName::value));
    }

    private static boolean within(AccessRequest request, boolean reached) {
        return request.action() == Action.CONNECT
                || reached && request.caller().scope().role().includes(RolePolicy.needed(request));
    }

    private static AccessRequest limited(AccessRequest request, boolean reached) {
        return within(request, reached)
                ? request
                : new AccessRequest(Caller.anonymous(), request.action(), request.repository(), request.subject());
    }
}
