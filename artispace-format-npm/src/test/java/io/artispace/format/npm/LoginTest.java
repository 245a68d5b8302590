package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.access.Accounts;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.format.npm.endpoint.WebLogin;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Login, legacy and through a browser, logout, tokens and profile. */
class LoginTest {
    private static final String LOGIN = "-/user/org.couchdb.user:ann";

    private final NpmFixture fixture = new NpmFixture();

    @BeforeEach
    void createUser() {
        fixture.registry().accounts().createUser("ann", Secret.of("correct horse"), Role.WRITE);
        fixture.registry().accounts().setAttributes("ann", Map.of("email", "ann@example.com"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String login(String password) {
        return "{\"_id\":\"org.couchdb.user:ann\",\"name\":\"ann\",\"password\":\"" + password
                + "\",\"email\":\"\",\"type\":\"user\",\"roles\":[],\"date\":\"2026-01-02T03:04:05.678Z\"}";
    }

    private NpmCall anonymous(String method, String path) {
        return fixture.call(method, path).anonymously();
    }

    private String newToken() {
        return anonymous("PUT", LOGIN)
                .body(login("correct horse"))
                .send()
                .json()
                .path("token")
                .asText();
    }

    private Reply whoami(String token) {
        return fixture.call("GET", "-/whoami").bearer(token).send();
    }

    @Test
    void aPasswordGivesATokenThatPublishes() {
        Reply reply = anonymous("PUT", LOGIN).body(login("correct horse")).send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("id").asText()).isEqualTo("org.couchdb.user:ann");
        String token = reply.json().path("token").asText();
        assertThat(whoami(token).text()).isEqualTo("{\"username\":\"ann\"}");
        assertThat(fixture.call("PUT", "app")
                        .bearer(token)
                        .body(new PublishBody("app", "1.0.0").json().toString())
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(fixture.get("app").json().path("maintainers").findValuesAsText("email"))
                .containsExactly("ann@example.com");
    }

    @Test
    void thePasswordDecidesWhateverTokenComesAlong() {
        assertThat(fixture.call("PUT", LOGIN)
                        .bearer("stale")
                        .body(login("correct horse"))
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(fixture.call("PUT", LOGIN + "/-rev/1-0")
                        .basic("ann", "correct horse")
                        .body(login("correct horse"))
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(fixture.call("GET", "-/ping").bearer("stale").send().status())
                .isEqualTo(200);
    }

    @Test
    void npmSaysWhetherTheTokenOrThePasswordIsWrong() {
        Reply token = whoami("stale");
        Reply password =
                fixture.call("PUT", LOGIN).bearer("stale").body(login("wrong")).send();

        assertThat(token.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(password.status()).isEqualTo(401);
        assertThat(password.error()).startsWith("The name or the password is wrong.");
        assertThat(password.header("WWW-Authenticate")).startsWith("Basic ").doesNotContain("Bearer");
    }

    @Test
    void wrongPasswordsUnknownUsersAndTokensAreRefused() {
        String token = newToken();

        for (String password : new String[] {"wrong", "", token}) {
            Reply reply = anonymous("PUT", LOGIN).body(login(password)).send();
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isNotEmpty();
            assertThat(reply.error()).isNotEmpty();
        }
        assertThat(anonymous("PUT", "-/user/org.couchdb.user:bob")
                        .body("{\"name\":\"bob\",\"password\":\"correct horse\"}")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(anonymous("PUT", "-/user/org.couchdb.user:bob")
                        .body(login("correct horse"))
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(anonymous("PUT", LOGIN).body("[]").send().status()).isEqualTo(400);
    }

    @Test
    void whoamiNeedsGoodCredentials() {
        assertThat(anonymous("GET", "-/whoami").send().status()).isEqualTo(401);
        assertThat(whoami("stale").status()).isEqualTo(401);
        assertThat(fixture.call("GET", "-/whoami")
                        .basic("ann", "correct horse")
                        .send()
                        .text())
                .isEqualTo("{\"username\":\"ann\"}");
        assertThat(fixture.call("GET", "-/whoami").basic("ann", "wrong").send().status())
                .isEqualTo(401);
    }

    @Test
    void logoutEndsTheToken() {
        String token = newToken();

        assertThat(fixture.call("DELETE", "-/user/token/" + token)
                        .bearer(token)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(whoami(token).status()).isEqualTo(401);
        assertThat(fixture.call("DELETE", "-/user/token/" + token)
                        .bearer(token)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void usersAreShownToUsers() {
        Reply reply = fixture.get(LOGIN + "?write=true");

        assertThat(reply.json().path("name").asText()).isEqualTo("ann");
        assertThat(reply.json().path("email").asText()).isEqualTo("ann@example.com");
        assertThat(reply.json().path("_rev").asText()).isNotEmpty();
        assertThat(fixture.get("-/user/org.couchdb.user:bob").status()).isEqualTo(404);
        assertThat(anonymous("GET", LOGIN).send().status()).isEqualTo(401);
    }

    @Test
    void aBrowserLogsTheClientIn() {
        JsonNode begun = anonymous("POST", "-/v1/login").body("{}").send().json();
        String form = path(begun, "loginUrl");
        String done = path(begun, "doneUrl");

        Reply waiting = anonymous("GET", done).send();
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(waiting.header("Retry-After")).isNotEmpty();
        assertThat(anonymous("GET", form).send().text()).contains("<form method=\"post\">");
        assertThat(submit(form, "user=ann&password=wrong").status()).isEqualTo(403);
        assertThat(anonymous("GET", done).send().status()).isEqualTo(202);

        assertThat(submit(form, "user=ann&password=correct+horse").status()).isEqualTo(200);
        Reply finished = anonymous("GET", done).send();
        assertThat(finished.status()).isEqualTo(200);
        assertThat(whoami(finished.json().path("token").asText()).text()).isEqualTo("{\"username\":\"ann\"}");
        assertThat(anonymous("GET", done).send().text()).isEqualTo(finished.text());
        assertThat(fixture.registry().accounts().tokens("ann")).hasSize(1);
    }

    @Test
    void urlOfTheLoginFormGrantsNothing() {
        fixture.publish("app", "1.0.0");
        JsonNode begun = anonymous("POST", "-/v1/login").send().json();
        String form = path(begun, "loginUrl");
        submit(form, "user=ann&password=correct%20horse");
        String[] parts = form.split("/");
        String hash = parts[parts.length - 1];
        String note = WebLogin.note(Long.parseLong(parts[parts.length - 2]), hash);

        assertThat(fixture.call("GET", "app").bearer(note).send().status()).isEqualTo(404);
        assertThat(anonymous("GET", "-/v1/login/done/" + parts[parts.length - 2] + "/" + hash)
                        .send()
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aLoginThatTakesTooLongIsOver() {
        JsonNode begun = anonymous("POST", "-/v1/login").send().json();
        submit(path(begun, "loginUrl"), "user=ann&password=correct+horse");
        fixture.clock().advance(Duration.ofMinutes(11));

        assertThat(anonymous("GET", path(begun, "doneUrl")).send().status()).isEqualTo(404);
        assertThat(anonymous("GET", path(begun, "loginUrl")).send().status()).isEqualTo(410);
        assertThat(submit(path(begun, "loginUrl"), "user=ann&password=correct+horse")
                        .status())
                .isEqualTo(410);
        assertThat(anonymous("GET", "-/v1/login/done/99999999999/x").send().status())
                .isEqualTo(404);
        assertThat(anonymous("GET", "-/v1/login/done/soon/x").send().status()).isEqualTo(400);
    }

    @Test
    void theFormRunsNothing() {
        JsonNode begun = anonymous("POST", "-/v1/login").send().json();

        Reply page = submit(path(begun, "loginUrl"), "user=%3Cscript%3E&password=%3Cscript%3E");

        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; ")
                .endsWith("; form-action 'self'");
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text()).doesNotContain("<script");
        assertThat(submit(path(begun, "loginUrl"), "user=%zz").status()).isEqualTo(400);
        assertThat(submit(path(begun, "loginUrl"), "a=" + "b".repeat(9000)).status())
                .isEqualTo(413);
        assertThat(anonymous("POST", path(begun, "loginUrl")).body("{}").send().status())
                .isEqualTo(400);
    }

    private Reply submit(String form, String fields) {
        return anonymous("POST", form)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(fields)
                .send();
    }

    private static String path(JsonNode begun, String member) {
        String url = begun.path(member).asText();
        assertThat(url).startsWith(NpmFixture.URL);
        return url.substring(NpmFixture.URL.length());
    }

    @Test
    void tokensAreCreatedListedAndRevoked() {
        String first = newToken();
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
        assertThat(whoami(second).status()).isEqualTo(401);
        assertThat(revoke(first, key)).isEqualTo(404);
        assertThat(revoke(first, first)).isEqualTo(204);
        assertThat(whoami(first).status()).isEqualTo(401);
    }

    @Test
    void tokensOfNpm11AreLimitedAsAsked() {
        String body =
                "{\"name\":\"ci\",\"description\":\"for the CI\",\"password\":\"correct horse\",\"packages\":[\"app\"],"
                        + "\"scopes\":[\"@s\"],\"packages_and_scopes_permission\":\"read-write\",\"expires\":7,\"bypass_2fa\":true,\"orgs\":[]}";
        Reply created = createToken(newToken(), body);
        String token = created.json().path("token").asText();

        assertThat(created.json().path("name").asText()).isEqualTo("ci");
        assertThat(created.json().path("expires").asText()).isEqualTo("2026-01-09T03:04:05.678Z");
        assertThat(publishAs(token, "app")).isEqualTo(201);
        assertThat(publishAs(token, "@s/app")).isEqualTo(201);
        assertThat(publishAs(token, "other")).isIn(403, 404);
        fixture.clock().advance(Duration.ofDays(8));
        assertThat(whoami(token).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"npm, ''", "'', app"})
    void tokenThatIsLimitedChangesNothingOfTheAccount(String repository, String name) {
        newToken();
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
        String token = newToken();

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
        assertThat(anonymous("POST", "-/npm/v1/tokens")
                        .body(good + "\"a\":1}")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(anonymous("GET", "-/npm/v1/tokens").send().status()).isEqualTo(401);
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

    @Test
    void aProfileIsReadAndChanged() {
        String token = newToken();
        JsonNode before =
                fixture.call("GET", "-/npm/v1/user").bearer(token).send().json();
        assertThat(before.path("name").asText()).isEqualTo("ann");
        assertThat(before.path("email").asText()).isEqualTo("ann@example.com");
        assertThat(before.path("tfa").isNull()).isTrue();

        assertThat(profile(token, "{\"fullname\":\"Ann Ü\",\"email\":\"new@example.com\"}")
                        .json()
                        .path("fullname")
                        .asText())
                .isEqualTo("Ann Ü");
        assertThat(profile(token, "{\"password\":{\"old\":\"wrong\",\"new\":\"battery staple\"}}")
                        .status())
                .isEqualTo(401);
        assertThat(profile(token, "{\"password\":{\"old\":\"correct horse\",\"new\":\"battery staple\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(anonymous("PUT", LOGIN).body(login("battery staple")).send().status())
                .isEqualTo(201);
        assertThat(profile(token, "{\"tfa\":{\"mode\":\"auth-only\"}}").status())
                .isEqualTo(400);
        assertThat(anonymous("GET", "-/npm/v1/user").send().status()).isEqualTo(401);
    }

    private Reply profile(String token, String body) {
        return fixture.call("POST", "-/npm/v1/user").bearer(token).body(body).send();
    }
}
