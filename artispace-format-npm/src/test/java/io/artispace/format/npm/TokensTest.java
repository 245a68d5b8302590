package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.access.Accounts;
import io.artispace.access.Role;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokens that users make for themselves, as npm's commands list, limit and revoke them. */
class TokensTest {
    private final NpmFixture fixture = new NpmFixture();
    private final NpmUser ann = new NpmUser(fixture);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tokensAreCreatedListedAndRevoked() {
        String first = ann.newToken();
        fixture.clock().advance(Duration.ofSeconds(1));
        Reply created = createToken(first, "{\"password\":\"correct horse\",\"readonly\":true,\"cidr_whitelist\":[]}");
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String second = created.json().path("token").asText();
        assertThat(created.json().path("readonly").asBoolean()).isTrue();
        assertThat(created.json().has("cidr_whitelist")).isTrue();

        JsonNode list = tokens(first);
        assertThat(list.path("objects")).hasSize(2);
        assertThat(list.path("urls").isObject()).isTrue();
        assertThat(list.path("objects").path(1).path("token").asText()).isEqualTo(second.substring(0, 6));
        assertThat(list.toString()).doesNotContain(second);

        String key = list.path("objects").path(1).path("key").asText();
        assertThat(revoke(second, list.path("objects").path(0).path("key").asText()))
                .isEqualTo(403);
        assertThat(revoke(first, key.substring(0, 8))).isEqualTo(204);
        assertThat(ann.whoami(second).status()).isEqualTo(401);
        assertThat(revoke(first, key)).isEqualTo(404);
        assertThat(revoke(first, first)).isEqualTo(204);
        assertThat(ann.whoami(first).status()).isEqualTo(401);
    }

    @Test
    void tokensOfNpm11AreLimitedAsAsked() {
        String body =
                "{\"name\":\"ci\",\"description\":\"for the CI\",\"password\":\"correct horse\",\"packages\":[\"app\"],"
                        + "\"scopes\":[\"@s\"],\"packages_and_scopes_permission\":\"read-write\",\"expires\":7,\"bypass_2fa\":true,\"orgs\":[]}";
        Reply created = createToken(ann.newToken(), body);
        String token = created.json().path("token").asText();

        assertThat(created.json().path("name").asText()).isEqualTo("ci");
        assertThat(created.json().path("expires").asText()).isEqualTo("2026-01-09T03:04:05.678Z");
        assertThat(publishAs(token, "app")).isEqualTo(201);
        assertThat(publishAs(token, "@s/app")).isEqualTo(201);
        assertThat(publishAs(token, "other")).isIn(403, 404);
        fixture.clock().advance(Duration.ofDays(8));
        assertThat(ann.whoami(token).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"npm, ''", "'', app"})
    void tokenThatIsLimitedChangesNothingOfTheAccount(String repository, String name) {
        ann.newToken();
        TokenScope scope = new TokenScope(
                Role.WRITE,
                repository.isEmpty() ? Set.of() : Set.of(repository),
                name.isEmpty() ? Set.of() : Set.of(name));
        Accounts accounts = fixture.registry().accounts();
        String other = accounts.tokens("ann").get(0).id();
        String token =
                accounts.issueToken("ann", TokenRequest.of(scope)).secret().reveal();

        assertThat(fixture.call("POST", "-/npm/v1/user")
                        .bearer(token)
                        .body("{\"email\":\"mallory@example.com\"}")
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(createToken(token, "{\"password\":\"correct horse\"}").status())
                .isEqualTo(403);
        assertThat(tokens(token).path("objects"))
                .as("of the others it learns nothing")
                .singleElement()
                .extracting(object -> object.path("token").asText())
                .isEqualTo(token.substring(0, 6));
        assertThat(revoke(token, other)).isEqualTo(403);
        assertThat(revoke(token, "unknown")).isEqualTo(403);
        String itself = tokens(token).path("objects").path(0).path("key").asText();
        assertThat(revoke(token, itself)).isEqualTo(204);
        assertThat(accounts.tokens("ann")).hasSize(1);
    }

    private int publishAs(String token, String name) {
        return fixture.call("PUT", name.replace("/", "%2f"))
                .bearer(token)
                .body(new PublishBody(name, "1.0.0").json().toString())
                .send()
                .status();
    }

    @Test
    void tokensThatCannotBeKeptAreRefused() {
        String token = ann.newToken();

        assertThat(createToken(token, "{\"password\":\"wrong\"}").status()).isEqualTo(401);
        assertThat(createToken(token, "{\"password\":\"" + token + "\"}").status())
                .isEqualTo(401);
        String good = "{\"password\":\"correct horse\",";
        assertThat(createToken(token, good + "\"cidr_whitelist\":[\"10.0.0.0/8\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(createToken(token, good + "\"expires\":\"yesterday\"}").status())
                .isEqualTo(400);
        assertThat(createToken(token, good + "\"expires\":\"2020-01-01\"}").status())
                .isEqualTo(400);
        assertThat(createToken(token, good + "\"expires\":0}").status()).isEqualTo(400);
        assertThat(createToken(token, good + "\"packages_and_scopes_permission\":\"all\"}")
                        .status())
                .isEqualTo(400);
        assertThat(fixture.call("POST", "-/npm/v1/tokens")
                        .anonymously()
                        .body(good + "\"a\":1}")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(fixture.call("GET", "-/npm/v1/tokens").anonymously().send().status())
                .isEqualTo(401);
        assertThat(fixture.get("-/npm/v1/tokens").status()).isEqualTo(404);
    }

    @Test
    void aReadOnlyTokenMakesNoOthers() {
        String readOnly = fixture.registry()
                .accounts()
                .issueToken("ann", TokenRequest.of(TokenScope.of(Role.READ)))
                .secret()
                .reveal();

        assertThat(createToken(readOnly, "{\"password\":\"correct horse\"}").status())
                .isEqualTo(403);
        assertThat(revoke(readOnly, readOnly)).isEqualTo(204);
    }

    private Reply createToken(String token, String body) {
        return fixture.call("POST", "-/npm/v1/tokens").bearer(token).body(body).send();
    }

    private JsonNode tokens(String token) {
        return fixture.call("GET", "-/npm/v1/tokens").bearer(token).send().json();
    }

    private int revoke(String token, String key) {
        return fixture.call("DELETE", "-/npm/v1/tokens/token/" + key)
                .bearer(token)
                .send()
                .status();
    }
}
