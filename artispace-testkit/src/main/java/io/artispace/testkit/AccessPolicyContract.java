package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.RepositoryDefinition;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link AccessPolicy} holds, whatever its rules are: the host may do everything; somebody unknown may do nothing in a
 * repository that is not open to anyone but {@link Action#CONNECT}, which all may; and it decides about whatever it is asked.
 */
public abstract class AccessPolicyContract {
    private static final PackageName PACKAGE = PackageName.of("com.acme:app");

    /** Of each kind, all closed. */
    private static final List<RepositoryDefinition> REPOSITORIES = List.of(
            Hosted.named("hosted").format("maven"),
            Proxy.named("proxy").format("maven").of(URI.create("https://repo.example/maven/")),
            Group.named("group").format("maven").members("hosted", "proxy").publishingTo("hosted"));

    /** Creates the suite. */
    protected AccessPolicyContract() {}

    /**
     * Returns the policy under test.
     *
     * @return a policy that nobody else uses
     */
    protected abstract AccessPolicy policy();

    @ParameterizedTest
    @EnumSource
    final void hostMayDoEverything(Action action) {
        assertThat(requests(Caller.host(), action)).allMatch(policy()::allows);
    }

    @ParameterizedTest
    @EnumSource
    final void somebodyUnknownMayOnlyConnect(Action action) {
        assertThat(requests(Caller.anonymous(), action))
                .allMatch(request -> policy().allows(request) == (action == Action.CONNECT));
    }

    @ParameterizedTest
    @EnumSource(names = "CONNECT", mode = EnumSource.Mode.EXCLUDE)
    final void somebodyUnknownMayDoNothingOnSomePackagesEither(Action action) {
        assertThat(requests(Caller.anonymous(), action))
                .noneMatch(request -> policy().allowsOnSome(request, "com.acme:"));
    }

    @ParameterizedTest
    @EnumSource
    final void decisionIsMadeAboutEveryCallerAndIsTheSameWhenAskedAgain(Action action) {
        for (Caller caller : callers()) {
            for (AccessRequest request : requests(caller, action)) {
                assertThat(policy().allows(request)).as("%s", request).isEqualTo(policy().allows(request));
                assertThat(policy().allowsOnSome(request, ""))
                        .as("%s", request)
                        .isEqualTo(policy().allowsOnSome(request, ""));
            }
        }
    }

    private static List<AccessRequest> requests(Caller caller, Action action) {
        List<AccessRequest> requests = new ArrayList<>();
        for (RepositoryDefinition repository : REPOSITORIES) {
            requests.add(new AccessRequest(caller, action, repository, null));
            requests.add(new AccessRequest(caller, action, repository, PACKAGE));
        }
        return requests;
    }

    private static List<Caller> callers() {
        List<Caller> callers = new ArrayList<>(List.of(Caller.host(), Caller.anonymous()));
        for (Role role : Role.values()) {
            callers.add(Caller.user("alice", role));
            callers.add(token(role, TokenScope.of(Role.READ)));
            callers.add(token(role, TokenScope.of(role).in("hosted")));
            callers.add(token(role, new TokenScope(role, Set.of(), Set.of("com.acme:*"))));
        }
        return callers;
    }

    private static Caller token(Role role, TokenScope scope) {
        return new Caller("alice", Caller.Kind.USER, role, scope, Map.of("team", "red"));
    }
}
