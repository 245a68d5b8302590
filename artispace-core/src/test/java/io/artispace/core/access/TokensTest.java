package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.access.Caller;
import io.artispace.access.IssuedToken;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.Token;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.metadata.TokenRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of users. */
class TokensTest extends AccountsInMemory {
    private static final TokenScope SCOPE = TokenScope.of(Role.READ).in("npm");

    @Test
    void aTokenSpeaksForItsOwnerWithinItsScope() {
        accounts.createUser("alice", PASSWORD, Role.WRITE);

        IssuedToken issued = accounts.issueToken("alice", TokenRequest.of(SCOPE).attribute("name", "ci"));

        String secret = issued.secret().reveal();
        Caller expected = new Caller("alice", Caller.Kind.USER, Role.WRITE, SCOPE, Map.of());
        assertThat(secret).matches("asp_[A-Za-z0-9_-]{43}");
        assertThat(issued.token().id()).matches("[0-9a-f]{32}");
        assertThat(issued.token().attributes()).isEqualTo(Map.of("name", "ci", "prefix", secret.substring(0, 8)));
        assertThat(issued.token().expires()).isEmpty();
        assertThat(accounts.authenticate(issued.secret())).contains(expected);
        assertThat(accounts.authenticate("alice", issued.secret())).contains(expected);
        assertThat(accounts.findToken(issued.secret())).contains(issued.token());
        assertThat(accounts.tokens("alice")).containsExactly(issued.token());
    }

    @Test
    void aTokenIsNotThePasswordOfAnotherUser() {
        accounts.createUser("alice", PASSWORD, Role.ADMIN);
        accounts.createUser("bob", PASSWORD, Role.READ);
        Secret token = accounts.issueToken("alice", TokenRequest.of(SCOPE)).secret();

        assertThat(accounts.authenticate("bob", token)).isEmpty();
        assertThat(accounts.authenticate("nobody", token)).isEmpty();
    }

    @Test
    void tokenIsAcceptedWithTheNameToken() {
        accounts.createUser("alice", PASSWORD, Role.ADMIN);
        IssuedToken issued = accounts.issueToken("alice", TokenRequest.of(SCOPE));

        assertThat(accounts.authenticate("token", issued.secret())).isEqualTo(accounts.authenticate(issued.secret()));
        assertThat(accounts.authenticate("token", PASSWORD)).isEmpty();
        accounts.revokeToken("alice", issued.token().id());
        assertThat(accounts.authenticate("token", issued.secret())).isEmpty();
        assertThatThrownBy(() -> accounts.createUser("token", PASSWORD, Role.READ))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "asp_", "asp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "correct horse"})
    void unknownTokensAreRefused(String secret) {
        accounts.createUser("alice", PASSWORD, Role.ADMIN);

        assertThat(accounts.authenticate(Secret.of(secret))).isEmpty();
        assertThat(accounts.findToken(Secret.of(secret))).isEmpty();
    }

    @Test
    void aLongPasswordIsNotMistakenForAToken() {
        Secret password = Secret.of("a password as long as a token: correct horse battery staple");
        accounts.createUser("alice", password, Role.READ);

        assertThat(accounts.authenticate("alice", password)).contains(Caller.user("alice", Role.READ));
        assertThat(accounts.authenticate(password)).isEmpty();
    }

    @Test
    void aTokenIsGoodUntilItExpires() {
        accounts.createUser("alice", PASSWORD, Role.READ);
        IssuedToken issued = accounts.issueToken("alice", TokenRequest.of(SCOPE).expiringAfter(Duration.ofHours(1)));

        now = now.plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(accounts.authenticate(issued.secret())).isPresent();

        now = now.plusMillis(1);
        assertThat(issued.token().expires()).contains(now);
        assertThat(accounts.authenticate(issued.secret())).isEmpty();
        assertThat(accounts.authenticate("alice", issued.secret())).isEmpty();
        assertThat(accounts.findToken(issued.secret())).isEmpty();
        assertThat(accounts.tokens("alice")).isEmpty();
    }

    @Test
    void expiredTokensOfAUserAreForgottenWhenTheNextIsIssued() {
        accounts.createUser("alice", PASSWORD, Role.READ);
        accounts.createUser("bob", PASSWORD, Role.READ);
        TokenRequest brief = TokenRequest.of(SCOPE).expiringAfter(Duration.ofHours(1));
        accounts.issueToken("alice", brief);
        accounts.issueToken("bob", brief);
        String lasting =
                accounts.issueToken("alice", TokenRequest.of(SCOPE)).token().id();

        now = now.plus(Duration.ofHours(1));
        String next = accounts.issueToken("alice", brief).token().id();

        List<TokenRow> ofAlice = store.read(reader -> reader.tokens("alice"));
        List<TokenRow> ofBob = store.read(reader -> reader.tokens("bob"));
        assertThat(ofAlice).extracting(TokenRow::id).containsExactly(lasting, next);
        assertThat(ofBob).hasSize(1);
    }

    @Test
    void aRevokedTokenIsRefusedFromTheNextRequestOnEverywhere() {
        accounts.createUser("alice", PASSWORD, Role.READ);
        accounts.createUser("bob", PASSWORD, Role.READ);
        IssuedToken issued = accounts.issueToken("alice", TokenRequest.of(SCOPE));
        CoreAccounts elsewhere = another();
        assertThat(elsewhere.authenticate(issued.secret())).isPresent();

        assertThat(accounts.revokeToken("bob", issued.token().id())).isFalse();
        assertThat(accounts.revokeToken("alice", issued.token().id())).isTrue();

        assertThat(elsewhere.authenticate(issued.secret())).isEmpty();
        assertThat(elsewhere.authenticate("alice", issued.secret())).isEmpty();
    }

    @Test
    void tokensAreListedInTheOrderOfIssue() {
        accounts.createUser("alice", PASSWORD, Role.READ);
        Token first = accounts.issueToken("alice", TokenRequest.of(SCOPE)).token();
        now = now.plusSeconds(1);
        Token second = accounts.issueToken("alice", TokenRequest.of(SCOPE)).token();

        assertThat(accounts.tokens("alice")).containsExactly(first, second);
    }

    @Test
    void aGivenSecretMustHoldEnoughRandomness() {
        accounts.createUser("alice", PASSWORD, Role.READ);
        Secret given = Secret.of("0123456789".repeat(5));

        accounts.issueToken("alice", TokenRequest.of(SCOPE).withSecret(given));

        assertThat(accounts.authenticate(given)).isPresent();
        for (String malformed : List.of("short", "x".repeat(42), "x".repeat(10_000))) {
            assertThatThrownBy(() ->
                            accounts.issueToken("alice", TokenRequest.of(SCOPE).withSecret(Secret.of(malformed))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining(malformed);
        }
        assertThatThrownBy(() ->
                        accounts.issueToken("alice", TokenRequest.of(SCOPE).withSecret(given)))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void lifetimesMustBePositive() {
        accounts.createUser("alice", PASSWORD, Role.READ);

        for (Duration lifetime : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() ->
                            accounts.issueToken("alice", TokenRequest.of(SCOPE).expiringAfter(lifetime)))
                    .isInstanceOf(InvalidInputException.class);
        }
    }
}
