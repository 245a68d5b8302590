package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.artispace.testkit.AccessPolicyContract;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RolePolicyTest extends AccessPolicyContract {
    private static final Hosted CLOSED = Hosted.named("closed").format("maven");

    @Override
    protected AccessPolicy policy() {
        return new RolePolicy();
    }

    @ParameterizedTest(name = "{0}: none {1}, read {2}, write {3}, admin {4}, anonymous {5}")
    @CsvSource({
        "CONNECT,    true,  true,  true,  true,  true",
        "READ,       false, true,  true,  true,  false",
        "PUBLISH,    false, false, true,  true,  false",
        "DELETE,     false, false, false, true,  false",
        "ADMINISTER, false, false, false, true,  false"
    })
    void decidesByRole(Action action, boolean none, boolean read, boolean write, boolean admin, boolean anonymous) {
        assertThat(allows(user(Role.NONE), action, CLOSED)).isEqualTo(none);
        assertThat(allows(user(Role.READ), action, CLOSED)).isEqualTo(read);
        assertThat(allows(user(Role.WRITE), action, CLOSED)).isEqualTo(write);
        assertThat(allows(user(Role.ADMIN), action, CLOSED)).isEqualTo(admin);
        assertThat(allows(Caller.anonymous(), action, CLOSED)).isEqualTo(anonymous);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void theHostMayDeleteWhereNobodyElseMay(Action action) {
        assertThat(allows(Caller.host(), action, CLOSED.deletion(Deletion.NOBODY)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void anonymousReadOpensReadingAndNothingElse(Action action) {
        boolean open = action == Action.READ || action == Action.CONNECT;

        assertThat(allows(Caller.anonymous(), action, CLOSED.readableByAnyone()))
                .isEqualTo(open);
        assertThat(allows(user(Role.NONE), action, CLOSED.readableByAnyone())).isEqualTo(open);
    }

    @ParameterizedTest(name = "{0}: write {1}, admin {2}")
    @CsvSource({"NOBODY, false, false", "ADMINISTRATORS, false, true", "PUBLISHERS, true, true"})
    void deletionIsTheRepositorysOwnRule(Deletion deletion, boolean write, boolean admin) {
        assertThat(allows(user(Role.WRITE), Action.DELETE, CLOSED.deletion(deletion)))
                .isEqualTo(write);
        assertThat(allows(user(Role.ADMIN), Action.DELETE, CLOSED.deletion(deletion)))
                .isEqualTo(admin);
        assertThat(allows(user(Role.READ), Action.DELETE, CLOSED.deletion(deletion)))
                .isFalse();
    }

    @Test
    void deletingThroughAGroupTakesAWriterWhereTheTargetsRuleIsAskedToo() {
        Group group = Group.named("all").format("test").members("closed").publishingTo("closed");

        assertThat(allows(user(Role.READ), Action.DELETE, group)).isFalse();
        assertThat(allows(user(Role.WRITE), Action.DELETE, group)).isTrue();
    }

    @Test
    void nobodyDeletesFromAProxy() {
        Proxy proxy = Proxy.named("outside").format("test").of(URI.create("http://upstream.example/"));

        assertThat(allows(user(Role.ADMIN), Action.DELETE, proxy)).isFalse();
    }

    @Test
    void aTokenMayDoNoMoreThanItsScopeAndNoMoreThanItsOwner() {
        assertThat(allows(token(Role.ADMIN, TokenScope.of(Role.READ)), Action.PUBLISH, CLOSED))
                .isFalse();
        assertThat(allows(token(Role.ADMIN, TokenScope.of(Role.READ)), Action.READ, CLOSED))
                .isTrue();
        assertThat(allows(token(Role.READ, TokenScope.of(Role.ADMIN)), Action.PUBLISH, CLOSED))
                .isFalse();
    }

    @Test
    void aTokenIsGoodForItsRepositoriesOnly() {
        assertThat(allows(token(Role.ADMIN, TokenScope.of(Role.ADMIN).in("closed")), Action.READ, CLOSED))
                .isTrue();
        assertThat(allows(token(Role.ADMIN, TokenScope.of(Role.ADMIN).in("other")), Action.READ, CLOSED))
                .isFalse();
    }

    @Test
    void aTokenIsGoodForItsPackagesOnly() {
        Caller caller = token(Role.WRITE, new TokenScope(Role.WRITE, Set.of(), Set.of("@acme/*", "exact")));

        assertThat(allows(caller, Action.PUBLISH, CLOSED, PackageName.of("@acme/app")))
                .isTrue();
        assertThat(allows(caller, Action.PUBLISH, CLOSED, PackageName.of("exact")))
                .isTrue();
        assertThat(allows(caller, Action.PUBLISH, CLOSED, PackageName.of("exactly")))
                .isFalse();
        assertThat(allows(caller, Action.READ, CLOSED)).isFalse();
    }

    @ParameterizedTest(name = "a token for {0}, on some package that begins with com.acme: {1}")
    @CsvSource({
        "com.acme:*,      true",
        "com.acme:app,    true",
        "com.acme:app*,   true",
        "com.*,           true",
        "*,               true",
        "com.acme,        false",
        "com.acme.sub:*,  false",
        "com.acm:*,       false",
        "org.acme:*,      false"
    })
    void aTokenMayDoOnSomeOfItsPackagesWhatItsRoleAllows(String pattern, boolean expected) {
        AccessRequest publish = new AccessRequest(
                token(Role.WRITE, new TokenScope(Role.WRITE, Set.of(), Set.of(pattern))), Action.PUBLISH, CLOSED, null);
        AccessRequest reader = new AccessRequest(
                token(Role.READ, new TokenScope(Role.WRITE, Set.of(), Set.of(pattern))), Action.PUBLISH, CLOSED, null);
        AccessRequest elsewhere = new AccessRequest(
                token(Role.WRITE, new TokenScope(Role.WRITE, Set.of("other"), Set.of(pattern))),
                Action.PUBLISH,
                CLOSED,
                null);

        assertThat(new RolePolicy().allowsOnSome(publish, "com.acme:")).isEqualTo(expected);
        assertThat(new RolePolicy().allowsOnSome(reader, "com.acme:")).isFalse();
        assertThat(new RolePolicy().allowsOnSome(elsewhere, "com.acme:")).isFalse();
    }

    private static Caller user(Role role) {
        return Caller.user("alice", role);
    }

    private static Caller token(Role role, TokenScope scope) {
        return new Caller("alice", Caller.Kind.USER, role, scope, Map.of());
    }

    private static boolean allows(Caller caller, Action action, RepositoryDefinition repository) {
        return allows(caller, action, repository, null);
    }

    private static boolean allows(
            Caller caller, Action action, RepositoryDefinition repository, @Nullable PackageName packageName) {
        return new RolePolicy().allows(new AccessRequest(caller, action, repository, packageName));
    }
}
