package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.format.npm.tarball.Tarballs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes that need no package, those that are not there, and who may take which. */
class RoutesTest {
    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anybodyMayPingAndAudit() {
        assertThat(fixture.call("GET", "-/ping").anonymously().send().text()).isEqualTo("{}");
        assertThat(fixture.call("POST", "-/npm/v1/security/advisories/bulk")
                        .anonymously()
                        .body("{\"a\":[\"1.0.0\"]}")
                        .send()
                        .text())
                .isEqualTo("{}");
    }

    @Test
    void addressOfTheRepositoryItselfSaysWhatItIsFor() {
        assertThat(fixture.get("").error())
                .isEqualTo("This is the address of the repository \"npm\". Give it to a client of the format npm.");
    }

    @Test
    void browsersAreShownWhatIsThere() {
        fixture.publish("@acme/app", "1.0.0");

        assertThat(page("")).contains("<title>npm: /</title>", "<a href=\"%40acme/\">@acme/</a>");
        assertThat(page("@acme/")).contains("<a href=\"app/\">app/</a>");
        assertThat(page("@acme/app/-/")).contains("<a href=\"app-1.0.0.tgz\">app-1.0.0.tgz</a>", ">@acme</a>/");
        assertThat(browse("@acme/none/").status()).isEqualTo(404);
        assertThat(browse("").header("Vary")).isEqualTo("Accept");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"*/*", "application/json", "text/html, image/gif, image/jpeg, */*; q=0.2"})
    void programsAreToldThatNoPackageIsThere(String accept) {
        fixture.publish("@acme/app", "1.0.0");

        for (String directory : List.of("", "@acme/", "@acme/app/")) {
            Reply reply =
                    fixture.call("GET", directory).header("Accept", accept).send();
            assertThat(reply.status()).as(directory).isEqualTo(404);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        }
    }

    private String page(String directory) {
        return browse(directory).text();
    }

    private Reply browse(String directory) {
        return fixture.call("GET", directory)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .send();
    }

    @Test
    void auditsMayBeCompressed() {
        byte[] body = Tarballs.gzip("{\"a\":[\"1.0.0\"]}".getBytes(StandardCharsets.UTF_8));

        Reply reply = fixture.call("POST", "-/npm/v1/security/advisories/bulk")
                .header("Content-Encoding", "gzip")
                .body(new ByteArrayInputStream(body))
                .send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-/npm/v1/security/audits", "-/npm/v1/security/audits/quick"})
    void oldAuditsFindNothing(String path) {
        assertThat(fixture.call("POST", path).body("{}").send().text())
                .isEqualTo(
                        "{\"actions\":[],\"advisories\":{},\"muted\":[],\"metadata\":{\"vulnerabilities\":{\"info\":0,\"low\":0,"
                                + "\"moderate\":0,\"high\":0,\"critical\":0},\"dependencies\":0,\"devDependencies\":0,"
                                + "\"optionalDependencies\":0,\"totalDependencies\":0}}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, -/npm/v1/keys",
        "POST, -/npm/v1/oidc/token/exchange/package/app",
        "GET, -/org/x/package",
        "GET, -/team/x/y/user",
        "GET, -/npm/v1/hooks",
        "GET, -",
        "GET, -/",
        "GET, -/all",
        "GET, ''",
        "PATCH, app",
        "POST, app",
        "DELETE, app",
        "DELETE, app/1.0.0",
        "PUT, app/1.0.0",
        "GET, app/1.0.0/x",
        "GET, app/-/x/y",
        "GET, app/-",
        "GET, app/-rev/1-0",
        "GET, app/",
        "GET, @s",
        "GET, @s/",
        "GET, -/package/app",
        "GET, -/package/@s/dist-tags",
        "GET, -/user/token/x",
        "GET, -/v1/login",
        "PUT, -/v1/search"
    })
    void absenceIsAnsweredInJson(String method, String path) {
        fixture.publish("app", "1.0.0");

        Reply reply = fixture.call(method, path).send();

        assertThat(reply.status()).as(reply.text()).isIn(400, 404);
        assertThat(reply.error()).isNotEmpty();
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, -/org/acme/user",
        "PUT, -/org/acme/team",
        "DELETE, -/team/acme/core/package",
        "GET, -/npm/v1/hooks",
        "POST, -/npm/v1/hooks/hook"
    })
    void organizationsTeamsAndHooksAreAnsweredAsAbsent(String method, String path) {
        Reply reply = fixture.call(method, path).send();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).startsWith("This registry has no organizations, teams and hooks");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, -/stage, stages no versions",
        "POST, -/stage/package/@acme%2fapp, stages no versions",
        "POST, -/stage/1/approve, stages no versions",
        "DELETE, -/stage/1, stages no versions",
        "GET, -/package/app/trust, knows no trusted publishers",
        "POST, -/package/@acme%2fapp/trust, knows no trusted publishers",
        "DELETE, -/package/app/trust/1, knows no trusted publishers"
    })
    void stagingAndTrustedPublishersAreAnsweredAsAbsent(String method, String path, String text) {
        Reply reply = fixture.call(method, path).send();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).contains(text);
    }

    @ParameterizedTest(name = "{0} {1} needs credentials")
    @CsvSource({
        "GET, app",
        "GET, app/1.0.0",
        "GET, app/-/app-1.0.0.tgz",
        "PUT, app",
        "PUT, app/-rev/1-0",
        "DELETE, app/-rev/1-0",
        "DELETE, app/-/app-1.0.0.tgz/-rev/1-0",
        "GET, -/package/app/dist-tags",
        "PUT, -/package/app/dist-tags/x",
        "DELETE, -/package/app/dist-tags/x",
        "GET, -/package/app/visibility",
        "GET, -/package/app/collaborators",
        "POST, -/package/app/access",
        "GET, -/v1/search",
        "GET, -/_view/starredByUser?key=x",
        "GET, -/user/x/package",
        "GET, -/whoami",
        "GET, -/npm/v1/user",
        "POST, -/npm/v1/user",
        "GET, -/npm/v1/tokens",
        "POST, -/npm/v1/tokens",
        "DELETE, -/npm/v1/tokens/token/x",
        "GET, -/user/org.couchdb.user:x"
    })
    void anonymousCallersAreAskedForCredentials(String method, String path) {
        fixture.publish("app", "1.0.0");

        Reply reply = fixture.call(method, path).anonymously().body("{}").send();

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void anyoneMayInstallWhereThatIsSwitchedOn() {
        fixture.publish("app", "1.0.0");
        fixture.registry().update(Hosted.named("npm").format("npm").readableByAnyone());

        assertThat(fixture.call("GET", "app").anonymously().send().status()).isEqualTo(200);
        assertThat(fixture.call("GET", "app/-/app-1.0.0.tgz")
                        .anonymously()
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(fixture.get("-/package/app/visibility").text()).isEqualTo("{\"public\":true}");
        assertThat(fixture.call("PUT", "app").anonymously().body("{}").send().status())
                .isEqualTo(401);
    }

    @Test
    void repositoriesWithSettingsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> fixture.registry()
                        .create(Hosted.named("other").format("npm").setting("versions", "release")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("versions");
        assertThatThrownBy(() -> fixture.registry()
                        .create(Hosted.named("other").format("npm").redeploy(Hosted.Redeploy.ALLOWED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("replaced");
    }
}
