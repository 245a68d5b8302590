package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Registry;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.core.Fixture;
import io.artispace.exchange.Request;
import io.artispace.testkit.AccessPolicyContract;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenLimitsTest extends AccessPolicyContract {
    private static final Hosted FILES = Hosted.named("files").format("test");
    private static final AccessPolicy TO_USERS =
            request -> request.caller().kind() != Caller.Kind.ANONYMOUS || request.action() == Action.CONNECT;

    @Override
    protected AccessPolicy policy() {
        return new TokenLimits(TO_USERS);
    }

    @ParameterizedTest(name = "{0}: read {1}, write {2}, admin {3}")
    @CsvSource({
        "CONNECT,    true,  true,  true",
        "READ,       true,  true,  true",
        "PUBLISH,    false, true,  true",
        "DELETE,     false, false, true",
        "ADMINISTER, false, false, true"
    })
    void tokenMayDoNoMoreThanItsRoleWhateverThePolicyGivesItsOwner(
            Action action, boolean read, boolean write, boolean admin) {
        assertThat(allows(TokenScope.of(Role.READ), action, FILES)).isEqualTo(read);
        assertThat(allows(TokenScope.of(Role.WRITE), action, FILES)).isEqualTo(write);
        assertThat(allows(TokenScope.of(Role.ADMIN), action, FILES)).isEqualTo(admin);
    }

    @Test
    void tokenMayDoNothingWhereItDoesNotReachButWhatAnybodyMay() {
        TokenScope other = TokenScope.of(Role.ADMIN).in("other");
        AccessPolicy open = new TokenLimits(request -> request.action() == Action.READ || TO_USERS.allows(request));

        assertThat(allows(other, Action.READ, FILES)).isFalse();
        assertThat(allows(other, Action.CONNECT, FILES)).isTrue();
        assertThat(open.allows(request(other, Action.READ, FILES))).isTrue();
        assertThat(open.allows(request(other, Action.PUBLISH, FILES))).isFalse();
    }

    @Test
    void tokenThatPublishesMayDeleteIfPublishersMay() {
        Hosted lenient = FILES.deletion(Hosted.Deletion.PUBLISHERS);

        assertThat(allows(TokenScope.of(Role.WRITE), Action.DELETE, lenient)).isTrue();
    }

    @Test
    void tokenOfAnAdministratorForAnotherRepositoryReadsNothingUnderAPolicyOfTheHosts() {
        AccessPolicy byRole = request -> request.caller().role() == Role.ADMIN;
        try (Fixture fixture = new Fixture(Registry.builder().access(byRole).passwordIterations(1_000))) {
            fixture.publish("1.0", "app.txt", "content", Overwrite.NEVER);
            fixture.registry().accounts().createUser("root", Secret.of("a long password"), Role.ADMIN);

            assertThat(get(fixture, TokenScope.of(Role.READ).in("files"))).isEqualTo(200);
            assertThat(get(fixture, TokenScope.of(Role.READ).in("others"))).isEqualTo(404);
        }
    }

    private static int get(Fixture fixture, TokenScope scope) {
        String secret = fixture.registry()
                .accounts()
                .issueToken("root", TokenRequest.of(scope))
                .secret()
                .reveal();
        Request request = new Request(
                "GET",
                "/files/app/1.0/app.txt",
                null,
                name -> name.equalsIgnoreCase("Authorization") ? List.of("Bearer " + secret) : null,
                InputStream.nullInputStream(),
                URI.create("http://registry.example/"),
                null);
        return fixture.registry().handle(request).status();
    }

    private boolean allows(TokenScope scope, Action action, Hosted repository) {
        return policy().allows(request(scope, action, repository));
    }

    private static AccessRequest request(TokenScope scope, Action action, Hosted repository) {
        Caller bearer = new Caller("alice", Caller.Kind.USER, Role.ADMIN, scope, Map.of());
        return new AccessRequest(bearer, action, repository, PackageName.of("app"));
    }
}
