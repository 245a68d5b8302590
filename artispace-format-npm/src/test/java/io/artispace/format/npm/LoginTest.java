package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.format.npm.endpoint.WebLogin;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Login, legacy and through a browser, logout and profile. */
class LoginTest {
    private static final String LOGIN = NpmUser.LOGIN;

    private final NpmFixture fixture = new NpmFixture();
    private final NpmUser ann = new NpmUser(fixture);

    @AfterEach
    void close() {
        fixture.close();
    }

    private NpmCall anonymous(String method, String path) {
        return fixture.call(method, path).anonymously();
    }

    @Test
    void aPasswordGivesATokenThatPublishes() {
        Reply reply =
                anonymous("PUT", LOGIN).body(NpmUser.login("correct horse")).send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("id").asText()).isEqualTo("org.couchdb.user:ann");
        String token = reply.json().path("token").asText();
        assertThat(ann.whoami(token).text()).isEqualTo("{\"username\":\"ann\"}");
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
                        .body(NpmUser.login("correct horse"))
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(fixture.call("PUT", LOGIN + "/-rev/1-0")
                        .basic("ann", "correct horse")
                        .body(NpmUser.login("correct horse"))
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(fixture.call("GET", "-/ping").bearer("stale").send().status())
                .isEqualTo(200);
    }

    @Test
    void npmSaysWhetherTheTokenOrThePasswordIsWrong() {
        Reply token = ann.whoami("stale");
        Reply password = fixture.call("PUT", LOGIN)
                .bearer("stale")
                .body(NpmUser.login("wrong"))
                .send();

        assertThat(token.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(password.status()).isEqualTo(401);
        assertThat(password.error()).startsWith("The name or the password is wrong.");
        assertThat(password.header("WWW-Authenticate")).startsWith("Basic ").doesNotContain("Bearer");
    }

    @Test
    void wrongPasswordsUnknownUsersAndTokensAreRefused() {
        String token = ann.newToken();

        for (String password : new String[] {"wrong", "", token}) {
            Reply reply = anonymous("PUT", LOGIN).body(NpmUser.login(password)).send();
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
                        .body(NpmUser.login("correct horse"))
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(anonymous("PUT", LOGIN).body("[]").send().status()).isEqualTo(400);
    }

    @Test
    void whoamiNeedsGoodCredentials() {
        assertThat(anonymous("GET", "-/whoami").send().status()).isEqualTo(401);
        assertThat(ann.whoami("stale").status()).isEqualTo(401);
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
        String token = ann.newToken();

        assertThat(fixture.call("DELETE", "-/user/token/" + token)
                        .bearer(token)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(ann.whoami(token).status()).isEqualTo(401);
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
        assertThat(ann.whoami(finished.json().path("token").asText()).text()).isEqualTo("{\"username\":\"ann\"}");
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
    void aProfileIsReadAndChanged() {
        String token = ann.newToken();
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
        assertThat(anonymous("PUT", LOGIN)
                        .body(NpmUser.login("battery staple"))
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(profile(token, "{\"tfa\":{\"mode\":\"auth-only\"}}").status())
                .isEqualTo(400);
        assertThat(anonymous("GET", "-/npm/v1/user").send().status()).isEqualTo(401);
    }

    private Reply profile(String token, String body) {
        return fixture.call("POST", "-/npm/v1/user").bearer(token).body(body).send();
    }
}
