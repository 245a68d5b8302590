package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.Hosted;
import io.artispace.format.npm.tarball.Tarballs;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dist-tag, deprecate, star, owner and access, each as npm sends it. */
class ChangesTest {
    private final NpmFixture fixture = new NpmFixture();

    @BeforeEach
    void publish() {
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "1.1.0");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tagsAreSetAndRemoved() {
        assertThat(fixture.put("-/package/app/dist-tags/old", "\"1.0.0\"").status())
                .isEqualTo(201);
        assertThat(fixture.get("-/package/app/dist-tags").text()).isEqualTo("{\"latest\":\"1.1.0\",\"old\":\"1.0.0\"}");

        assertThat(fixture.call("DELETE", "-/package/app/dist-tags/old").send().status())
                .isEqualTo(200);
        assertThat(fixture.get("-/package/app/dist-tags").text()).isEqualTo("{\"latest\":\"1.1.0\"}");
    }

    @Test
    void tagsPointToVersionsThatAreThere() {
        assertThat(fixture.put("-/package/app/dist-tags/old", "\"3.0.0\"").status())
                .isEqualTo(404);
        assertThat(fixture.put("-/package/none/dist-tags/old", "\"1.0.0\"").status())
                .isEqualTo(404);
        assertThat(fixture.put("-/package/app/dist-tags/old", "{}").status()).isEqualTo(400);
        assertThat(fixture.put("-/package/app/dist-tags/1.x", "\"1.0.0\"").status())
                .isEqualTo(400);
        assertThat(fixture.get("-/package/none/dist-tags").status()).isEqualTo(404);
    }

    @Test
    void latestCanBeMovedButNotRemoved() {
        byte[] described = Tarballs.of("{\"name\":\"app\",\"version\":\"1.2.0\",\"description\":\"new\"}");
        fixture.put(
                "app",
                new PublishBody("app", "1.2.0").tarball(described).tag("next").json());
        assertThat(fixture.get("app").json().has("description")).isFalse();

        assertThat(fixture.put("-/package/app/dist-tags/latest", "\"1.2.0\"").status())
                .isEqualTo(201);
        assertThat(fixture.get("app").json().path("description").asText()).isEqualTo("new");
        assertThat(fixture.call("DELETE", "-/package/app/dist-tags/latest")
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(fixture.call("DELETE", "-/package/app/dist-tags/none").send().status())
                .isEqualTo(404);
    }

    @Test
    void deprecatingTouchesNothingElse() {
        JsonNode before = fixture.get("app").json();
        ObjectNode document = before.deepCopy();
        ((ObjectNode) document.path("versions").path("1.0.0")).put("deprecated", "use 1.1 ü");
        ((ObjectNode) document.path("versions").path("1.1.0")).put("description", "changed");
        document.put("readme", "changed").putObject("time").put("1.0.0", "1999-01-01T00:00:00.000Z");

        assertThat(fixture.put("app", document).status()).isEqualTo(201);

        JsonNode after = fixture.get("app").json();
        assertThat(after.path("versions").path("1.0.0").path("deprecated").asText())
                .isEqualTo("use 1.1 ü");
        assertThat(after.path("versions").path("1.1.0"))
                .isEqualTo(before.path("versions").path("1.1.0"));
        assertThat(after.path("time").path("1.0.0"))
                .isEqualTo(before.path("time").path("1.0.0"));
        assertThat(after.path("readme")).isEqualTo(before.path("readme"));
        assertThat(fixture.call("GET", "app")
                        .header("Accept", "application/vnd.npm.install-v1+json")
                        .send()
                        .json()
                        .path("versions")
                        .path("1.0.0")
                        .path("deprecated")
                        .asText())
                .isEqualTo("use 1.1 ü");
    }

    @Test
    void anEmptyTextUndeprecates() {
        fixture.npm().deprecate("app", "1.0.0", "old");
        ObjectNode document = fixture.get("app").json().deepCopy();
        ((ObjectNode) document.path("versions").path("1.0.0")).put("deprecated", "");

        fixture.put("app", document);

        assertThat(fixture.get("app/1.0.0").json().has("deprecated")).isFalse();
    }

    @Test
    void aChangeMadeFromAnOldRevisionIsRefused() {
        ObjectNode document = fixture.get("app").json().deepCopy();
        ((ObjectNode) document.path("versions").path("1.0.0")).put("deprecated", "old");
        fixture.publish("app", "1.2.0");

        assertThat(fixture.put("app", document).status()).isEqualTo(409);
        document.remove("_rev");
        assertThat(fixture.put("app", document).status()).isEqualTo(201);
    }

    @Test
    void aStarIsOnesOwn() {
        star("{\"alice\":true,\"bob\":true}", true);
        assertThat(fixture.get("app").json().path("users")).hasToString("{\"alice\":true}");

        fixture.call("PUT", "app")
                .as(NpmFixture.ROOT)
                .body("{\"_id\":\"app\",\"users\":{\"root\":true}}")
                .send();
        assertThat(fixture.get("app").json().path("users")).hasSize(2);
        assertThat(fixture.get("-/_view/starredByUser?key=%22alice%22").text())
                .isEqualTo("{\"rows\":[{\"value\":\"app\"}]}");

        star("{}", true);
        assertThat(fixture.get("app").json().path("users")).hasToString("{\"root\":true}");
        assertThat(fixture.get("-/_view/starredByUser?key=%22alice%22").text()).isEqualTo("{\"rows\":[]}");
    }

    private void star(String users, boolean withRevision) {
        String revision = withRevision ? ",\"_rev\":\"" + fixture.revision("app") + "\"" : "";
        Reply reply = fixture.put("app", "{\"_id\":\"app\"" + revision + ",\"users\":" + users + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    @Test
    void ownersAreChangedByADocumentOfNothingElse() {
        String revision = fixture.revision("app");
        String document = "{\"_id\":\"app\",\"_rev\":\"" + revision
                + "\",\"maintainers\":[{\"name\":\"alice\",\"email\":\"a@example.com\"},{\"name\":\"bob\",\"email\":\"b@example.com\"}]}";

        assertThat(fixture.put("app/-rev/" + revision, document).status()).isEqualTo(201);

        assertThat(fixture.get("app").json().path("maintainers").findValuesAsText("name"))
                .containsExactly("alice", "bob");
        assertThat(fixture.get("-/package/app/collaborators").text())
                .isEqualTo("{\"alice\":\"write\",\"bob\":\"write\"}");
        assertThat(fixture.get("-/user/bob/package").text()).isEqualTo("{\"app\":\"write\"}");
        assertThat(fixture.put("app/-rev/" + revision, document).status()).isEqualTo(409);
    }

    @Test
    void packagesOfAScopeAreListedWithThoseOfTheUserOfThatName() {
        fixture.publish("@acme/lib", "1.0.0");
        fixture.publish("@acme2/lib", "1.0.0");

        assertThat(fixture.get("-/org/acme/package").text()).isEqualTo("{\"@acme/lib\":\"write\"}");
        assertThat(fixture.get("-/org/nobody/package").status())
                .as("npm asks for the user's then")
                .isEqualTo(404);

        owners("{\"name\":\"acme\",\"email\":\"e\"}");
        assertThat(fixture.get("-/org/acme/package").text()).isEqualTo("{\"@acme/lib\":\"write\",\"app\":\"write\"}");
    }

    @ParameterizedTest(name = "owners {0}")
    @ValueSource(strings = {"[]", "[1]", "[{\"email\":\"x\"}]", "null"})
    void aPackageAlwaysHasAnOwner(String maintainers) {
        String revision = fixture.revision("app");

        assertThat(fixture.put("app/-rev/" + revision, "{\"maintainers\":" + maintainers + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void ownersHaveLimits() {
        String person = "{\"name\":\"" + "n".repeat(256) + "\",\"email\":\"" + "e".repeat(320) + "\"}";

        assertThat(owners(person).status()).isEqualTo(201);
        assertThat(owners(person.replace("\"n", "\"nn")).error()).contains("256");
        assertThat(owners(person.replace("\"ee", "\"eee")).error()).contains("320");
        assertThat(owners(String.join(",", Collections.nCopies(200, person))).error())
                .contains("Name fewer");
        assertThat(fixture.get("app").json().path("maintainers")).hasToString("[" + person + "]");
    }

    private Reply owners(String maintainers) {
        return fixture.put(
                "app/-rev/" + fixture.revision("app"), "{\"_id\":\"app\",\"maintainers\":[" + maintainers + "]}");
    }

    @Test
    void textsOfDeprecationHaveALimit() {
        ObjectNode document = fixture.get("app").json().deepCopy();
        ObjectNode version = (ObjectNode) document.path("versions").path("1.0.0");

        version.put("deprecated", "x".repeat(4 * 1024));
        assertThat(fixture.put("app", document).status()).isEqualTo(201);
        document.remove("_rev");
        version.put("deprecated", "x".repeat(4 * 1024 + 1));
        Reply refused = fixture.put("app", document);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("4096", "Shorten");
    }

    @Test
    void accessIsRecordedAndShown() {
        assertThat(fixture.get("-/package/app/visibility").text()).isEqualTo("{\"public\":false}");
        assertThat(access("{\"access\":\"public\"}")).isEqualTo(200);
        assertThat(fixture.get("-/package/app/visibility").text()).isEqualTo("{\"public\":true}");
        assertThat(access("{\"access\":\"restricted\"}")).isEqualTo(200);
        assertThat(fixture.get("-/package/app/visibility").text()).isEqualTo("{\"public\":false}");
        assertThat(access("{\"publish_requires_tfa\":false}")).isEqualTo(200);
        assertThat(access("{\"publish_requires_tfa\":true}")).isEqualTo(400);
        assertThat(access("{\"access\":\"secret\"}")).isEqualTo(400);
        assertThat(access("{}")).isEqualTo(400);
        assertThat(fixture.call("POST", "-/package/none/access")
                        .body("{\"access\":\"public\"}")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void packageOfAPublicRepositoryIsNotShownAsRestricted() {
        assertThat(access("{\"access\":\"restricted\"}")).isEqualTo(200);
        fixture.registry().update(((Hosted) fixture.repository().definition()).readableByAnyone());

        assertThat(fixture.get("-/package/app/visibility").text()).isEqualTo("{\"public\":true}");
        Reply refused = fixture.call("POST", "-/package/app/access")
                .body("{\"access\":\"restricted\"}")
                .send();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("anybody may read all of the repository \"npm\"");
    }

    private int access(String body) {
        return fixture.call("POST", "-/package/app/access").body(body).send().status();
    }

    @Test
    void changesOfWhatIsNotThereAreRefused() {
        assertThat(fixture.put("none", "{\"_id\":\"none\",\"users\":{\"alice\":true}}")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.put("none/-rev/1-0", "{\"maintainers\":[{\"name\":\"a\"}]}")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.get("-/package/none/visibility").status()).isEqualTo(404);
        assertThat(fixture.get("-/package/none/collaborators").status()).isEqualTo(404);
    }

    @Test
    void readersMayChangeNothing() {
        for (String path : new String[] {"app", "app/-rev/2-0", "-/package/app/dist-tags/x"}) {
            assertThat(fixture.call("PUT", path)
                            .as(NpmFixture.RENE)
                            .body("{}")
                            .send()
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
    }
}
