package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.access.User;
import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UserRow;
import io.artispace.testkit.ForwardingMetadataStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, and their passwords. */
class CoreAccountsTest extends AccountsInMemory {
    private static final TokenScope SCOPE = TokenScope.of(Role.READ).in("npm");

    @Test
    void hostMayCreateAnyNumberOfUsersAtOnce() throws Exception {
        CoreAccounts slow = new CoreAccounts(store, () -> now, new ConfigurationWatch(store), 5_000);
        List<Future<User>> created = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 100; i++) {
                String name = "user" + i;
                created.add(threads.submit(() -> slow.createUser(name, PASSWORD, Role.WRITE)));
            }
            for (Future<User> user : created) {
                assertThat(user.get(60, TimeUnit.SECONDS).role()).isEqualTo(Role.WRITE);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aUserWhoIsKnownIsFoundWithoutBeingReadAgain() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);
        AtomicInteger reads = new AtomicInteger();
        CoreAccounts known = countingIn(reads);
        assertThat(known.authenticate("alice", PASSWORD)).isPresent();
        reads.set(0);

        assertThat(known.findUser("alice")).isPresent();
        assertThat(reads).hasValue(0);
        accounts.setRole("alice", Role.READ);

        assertThat(known.findUser("alice")).map(User::role).contains(Role.READ);
    }

    @Test
    void aGuessThatIsRepeatedTakesAsManyReadsWhetherThereIsSuchAUserOrNot() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);
        AtomicInteger reads = new AtomicInteger();
        CoreAccounts asked = countingIn(reads);
        for (String name : List.of("alice", "bob")) {
            assertThat(asked.authenticate(name, Secret.of("guess"))).isEmpty();
        }
        reads.set(0);

        for (String name : List.of("alice", "bob")) {
            assertThat(asked.authenticate(name, Secret.of("guess"))).isEmpty();
            assertThat(reads).as(name).hasValue(0);
        }
        accounts.createUser("bob", PASSWORD, Role.WRITE);

        assertThat(asked.authenticate("bob", PASSWORD)).isPresent();
    }

    private CoreAccounts countingIn(AtomicInteger reads) {
        MetadataStore counting = new ForwardingMetadataStore(store) {
            @Override
            public <T extends @Nullable Object> T read(ReadWork<T> work) {
                reads.incrementAndGet();
                return super.read(work);
            }
        };
        ConfigurationWatch watch = new ConfigurationWatch(counting);
        // As it is where any request came before.
        watch.now();
        return new CoreAccounts(counting, () -> now, watch, 10);
    }

    @Test
    void aNewUserCanBeFoundAndAuthenticated() {
        User created = accounts.createUser("alice", PASSWORD, Role.WRITE);

        assertThat(created).isEqualTo(new User("alice", Role.WRITE, now, Map.of()));
        assertThat(accounts.findUser("alice")).contains(created);
        assertThat(accounts.authenticate("alice", PASSWORD)).contains(Caller.user("alice", Role.WRITE));
        assertThat(another().authenticate("alice", PASSWORD)).contains(Caller.user("alice", Role.WRITE));
    }

    @Test
    void wrongPasswordsAndUnknownUsersAreRefused() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);

        for (int i = 0; i < 10; i++) {
            assertThat(accounts.authenticate("alice", Secret.of("wrong"))).isEmpty();
        }
        assertThat(accounts.authenticate("Alice", PASSWORD)).isEmpty();
        assertThat(accounts.authenticate("bob", PASSWORD)).isEmpty();
        assertThat(accounts.authenticate("no such\nname", PASSWORD)).isEmpty();
        assertThat(accounts.authenticate("", PASSWORD)).isEmpty();
        assertThat(accounts.authenticate("alice", Secret.of(""))).isEmpty();
        assertThat(accounts.authenticate("alice", Secret.of("x".repeat(100_000))))
                .isEmpty();
        assertThat(accounts.authenticate("alice", PASSWORD)).isPresent();
    }

    @Test
    void aUserIsCreatedOnce() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);

        assertThatThrownBy(() -> another().createUser("alice", Secret.of("other"), Role.ADMIN))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "Cannot create the user \"alice\": there is one of that name. Choose another name, or change that"
                                + " one's password and role.");
        assertThat(accounts.authenticate("alice", PASSWORD)).isPresent();
    }

    @Test
    void aUserWhoIsCreatedMeanwhileIsNotOverwritten() {
        CoreAccounts late = new CoreAccounts(
                new ForwardingMetadataStore(store) {
                    @Override
                    public <T extends @Nullable Object> T write(WriteWork<T> work) {
                        accounts.createUser("alice", PASSWORD, Role.READ);
                        return super.write(work);
                    }
                },
                () -> now,
                new ConfigurationWatch(store),
                10);

        assertThatThrownBy(() -> late.createUser("alice", Secret.of("other"), Role.ADMIN))
                .isInstanceOf(ConflictException.class);
        assertThat(accounts.authenticate("alice", PASSWORD)).contains(Caller.user("alice", Role.READ));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a:b",
                "a/b",
                "ä",
                "a\n",
                "host",
                "anonymous",
                "\u0000",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void malformedNamesAreRefused(String name) {
        assertThatThrownBy(() -> accounts.createUser(name, PASSWORD, Role.READ))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Alice.B_c-d+e@example.com",
                "0",
                "-",
                "..",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void wellFormedNamesAreAccepted(String name) {
        accounts.createUser(name, PASSWORD, Role.READ);

        assertThat(accounts.authenticate(name, PASSWORD)).isPresent();
    }

    @Test
    void passwordsOfOneTo1024CharactersAreAccepted() {
        accounts.createUser("short", Secret.of("x"), Role.READ);
        accounts.createUser("long", Secret.of("ü".repeat(1_024)), Role.READ);

        assertThat(accounts.authenticate("short", Secret.of("x"))).isPresent();
        assertThat(accounts.authenticate("long", Secret.of("ü".repeat(1_024)))).isPresent();
        for (String malformed : List.of("", "x".repeat(1_025))) {
            assertThatThrownBy(() -> accounts.createUser("bob", Secret.of(malformed), Role.READ))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> accounts.setPassword("short", Secret.of(malformed)))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void aNewPasswordTakesEffectAtOnceEverywhere() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);
        CoreAccounts elsewhere = another();
        elsewhere.authenticate("alice", PASSWORD);
        Secret token = accounts.issueToken("alice", TokenRequest.of(SCOPE)).secret();

        accounts.setPassword("alice", Secret.of("new"));

        for (CoreAccounts each : List.of(accounts, elsewhere)) {
            assertThat(each.authenticate("alice", PASSWORD)).isEmpty();
            assertThat(each.authenticate("alice", Secret.of("new"))).isPresent();
            assertThat(each.authenticate(token)).isPresent();
        }
    }

    @Test
    void aNewRoleTakesEffectAtOnceEverywhere() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);
        Secret token = accounts.issueToken("alice", TokenRequest.of(SCOPE)).secret();
        CoreAccounts elsewhere = another();
        elsewhere.authenticate("alice", PASSWORD);
        elsewhere.authenticate(token);

        accounts.setRole("alice", Role.NONE);

        assertThat(elsewhere.authenticate("alice", PASSWORD)).contains(Caller.user("alice", Role.NONE));
        assertThat(elsewhere.authenticate(token))
                .hasValueSatisfying(caller -> assertThat(caller.role()).isEqualTo(Role.NONE));
    }

    @Test
    void attributesAreMergedAndEmptyOnesRemoved() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);

        accounts.setAttributes("alice", Map.of("email", "a@example.com", "fullname", "Alice"));
        accounts.setAttributes("alice", Map.of("fullname", "", "github", "al"));

        Map<String, String> expected = Map.of("email", "a@example.com", "github", "al");
        assertThat(accounts.findUser("alice").orElseThrow().attributes()).isEqualTo(expected);
        assertThat(accounts.authenticate("alice", PASSWORD).orElseThrow().attributes())
                .isEqualTo(expected);
        assertThatThrownBy(() -> accounts.setAttributes("alice", Map.of("x", "y".repeat(5_000))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void usersAndTokensHaveAtMost64Attributes() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);
        Map<String, String> most = new HashMap<>();
        for (int i = 0; i < 64; i++) {
            most.put("a" + i, "x");
        }
        TokenRequest tooMany = TokenRequest.of(SCOPE);
        for (String name : most.keySet()) {
            tooMany = tooMany.attribute(name, "x");
        }
        TokenRequest request = tooMany;

        accounts.setAttributes("alice", most);

        assertThat(accounts.findUser("alice").orElseThrow().attributes()).isEqualTo(most);
        assertThatThrownBy(() -> accounts.setAttributes("alice", Map.of("one more", "x")))
                .isInstanceOf(InvalidInputException.class);
        // The prefix is one, too.
        assertThatThrownBy(() -> accounts.issueToken("alice", request)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void onlyExistingUsersAndTokensCanBeChanged() {
        assertThatThrownBy(() -> accounts.setPassword("bob", PASSWORD)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> accounts.setRole("bob", Role.READ)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> accounts.setAttributes("bob", Map.of())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> accounts.issueToken("bob", TokenRequest.of(SCOPE)))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no user \"bob\".");
        assertThat(accounts.deleteUser("bob")).isFalse();
        assertThat(accounts.findUser("bob")).isEmpty();
        assertThat(accounts.tokens("bob")).isEmpty();
        assertThat(accounts.revokeToken("bob", "0")).isFalse();
    }

    @Test
    void aDeletedUserIsGoneWithItsTokens() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);
        Secret token = accounts.issueToken("alice", TokenRequest.of(SCOPE)).secret();
        CoreAccounts elsewhere = another();
        elsewhere.authenticate("alice", PASSWORD);
        elsewhere.authenticate(token);

        assertThat(accounts.deleteUser("alice")).isTrue();

        assertThat(elsewhere.authenticate("alice", PASSWORD)).isEmpty();
        assertThat(elsewhere.authenticate(token)).isEmpty();
    }

    @Test
    void usersArePaged() {
        for (String name : List.of("c", "a", "b")) {
            accounts.createUser(name, PASSWORD, Role.READ);
        }

        assertThat(accounts.users("", 2)).extracting(User::name).containsExactly("a", "b");
        assertThat(accounts.users("b", 1_000)).extracting(User::name).containsExactly("c");
        assertThatThrownBy(() -> accounts.users("", 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> accounts.users("", 1_001)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void neitherPasswordsNorTokensAreStored() {
        accounts.createUser("alice", PASSWORD, Role.READ);
        String secret =
                accounts.issueToken("alice", TokenRequest.of(SCOPE)).secret().reveal();

        UserRow user = store.read(reader -> reader.findUser("alice")).orElseThrow();
        List<TokenRow> tokens = store.read(reader -> reader.tokens("alice"));

        assertThat(user.passwordHash()).startsWith("pbkdf2-sha256$").doesNotContain(PASSWORD.reveal());
        assertThat(tokens.toString()).doesNotContain(secret).doesNotContain(secret.substring(8));
    }
}
