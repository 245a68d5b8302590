package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.Hosted;
import io.artispace.format.npm.tarball.Tarballs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnpublishTest {
    private final NpmFixture fixture = new NpmFixture();

    @BeforeEach
    void publish() {
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "1.1.0");
        fixture.publish("app", "2.0.0-rc.1", "next");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void oneVersionGoesInTheTwoStepsOfNpm() {
        JsonNode before = fixture.get("app?write=true").json();
        Reply first = putWithout(before, "1.1.0", "1.0.0");
        String revision = fixture.revision("app");
        Reply second = fixture.delete("app/-/app-1.1.0.tgz/-rev/" + revision);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        JsonNode after = fixture.get("app").json();
        assertThat(after.path("versions").has("1.1.0")).isFalse();
        assertThat(after.path("versions")).hasSize(2);
        assertThat(after.path("time").has("1.1.0")).isFalse();
        assertThat(after.path("dist-tags")).hasToString("{\"latest\":\"1.0.0\",\"next\":\"2.0.0-rc.1\"}");
        assertThat(fixture.get("app/-/app-1.1.0.tgz").status()).isEqualTo(404);
        assertThat(fixture.get("app/-/app-1.0.0.tgz").status()).isEqualTo(200);
    }

    private Reply putWithout(JsonNode packument, String version, String latest) {
        ObjectNode document = packument.deepCopy();
        ((ObjectNode) document.path("versions")).remove(version);
        ((ObjectNode) document.path("dist-tags")).put("latest", latest);
        return fixture.call("PUT", "app/-rev/" + document.path("_rev").asText())
                .as(NpmFixture.ROOT)
                .body(document.toString())
                .send();
    }

    @Test
    void latestMovesToTheHighestReleaseWhateverTheClientSays() {
        JsonNode before = fixture.get("app").json();

        putWithout(before, "1.1.0", "2.0.0-rc.1");

        assertThat(fixture.get("-/package/app/dist-tags").text())
                .isEqualTo("{\"latest\":\"1.0.0\",\"next\":\"2.0.0-rc.1\"}");
    }

    @Test
    void latestMovesToThePreReleaseThatIsAllThatIsLeft() {
        putWithout(fixture.get("app").json(), "1.0.0", "1.1.0");
        putWithout(fixture.get("app").json(), "1.1.0", "2.0.0-rc.1");

        assertThat(fixture.get("-/package/app/dist-tags").text())
                .isEqualTo("{\"latest\":\"2.0.0-rc.1\",\"next\":\"2.0.0-rc.1\"}");
    }

    @Test
    void thePackageIsDescribedByTheVersionThatLatestMovesTo() {
        for (String version : List.of("1.0.0", "1.1.0")) {
            fixture.put(
                    "tool",
                    new PublishBody("tool", version)
                            .tarball(Tarballs.of("{\"name\":\"tool\",\"version\":\"" + version
                                    + "\",\"description\":\"It is " + version + ".\"}"))
                            .json());
        }

        JsonNode before = fixture.get("tool").json();
        ((ObjectNode) before.path("versions")).remove("1.1.0");
        fixture.call("PUT", "tool/-rev/" + before.path("_rev").asText())
                .as(NpmFixture.ROOT)
                .body(before.toString())
                .send();

        assertThat(fixture.get("tool").json().path("description").asText()).isEqualTo("It is 1.0.0.");
    }

    @Test
    void versionsPublishedMeanwhileStay() {
        JsonNode before = fixture.get("app").json();
        fixture.publish("app", "1.2.0");

        Reply reply = putWithout(before, "1.1.0", "1.0.0");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(fixture.get("app").json().path("versions")).hasSize(4);
    }

    @Test
    void aNameOnceUsedStaysUsed() {
        putWithout(fixture.get("app").json(), "1.1.0", "1.0.0");
        Reply version = fixture.put("app", new PublishBody("app", "1.1.0").json());
        fixture.delete("app/-rev/" + fixture.revision("app"));
        Reply afterAll = fixture.put("app", new PublishBody("app", "1.0.0").json());

        assertThat(version.status()).isEqualTo(409);
        assertThat(version.error()).startsWith("cannot publish over existing version app@1.1.0");
        assertThat(afterAll.status()).isEqualTo(409);
        assertThat(fixture.get("app").status()).isEqualTo(404);
        assertThat(fixture.put("app", new PublishBody("app", "3.0.0").json()).status())
                .isEqualTo(201);
        assertThat(fixture.get("app").json().path("versions")).hasSize(1);
        assertThat(fixture.get("-/package/app/dist-tags").text()).isEqualTo("{\"latest\":\"3.0.0\"}");
    }

    @Test
    void thePackageGoesWithEverything() {
        Reply stale = fixture.delete("app/-rev/1-0");
        Reply deleted = fixture.delete("app/-rev/" + fixture.revision("app"));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(deleted.status()).isEqualTo(200);
        for (String path : new String[] {
            "app", "app/latest", "app/-/app-1.0.0.tgz", "-/package/app/dist-tags", "-/package/app/visibility"
        }) {
            assertThat(fixture.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(fixture.get("-/v1/search?text=app").json().path("total").asInt())
                .isZero();
        assertThat(fixture.delete("app/-rev/1-0").status()).isEqualTo(404);
    }

    @Test
    void aDocumentWithoutAnyVersionTakesThePackageAway() {
        ObjectNode document = fixture.get("app").json().deepCopy();
        document.putObject("versions");

        Reply reply = fixture.call("PUT", "app/-rev/" + document.path("_rev").asText())
                .as(NpmFixture.ROOT)
                .body(document.toString())
                .send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(fixture.get("app").status()).isEqualTo(404);
    }

    @Test
    void aTarballNeverGoesWithoutItsVersion() {
        Reply stale = fixture.delete("app/-/app-1.0.0.tgz/-rev/1-0");
        Reply reply = fixture.delete("app/-/app-1.0.0.tgz/-rev/" + fixture.revision("app"));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(fixture.get("app/1.0.0").status()).isEqualTo(404);
        assertThat(fixture.delete("none/-/none-1.0.0.tgz/-rev/1-0").status()).isEqualTo(404);
    }

    @Test
    void publishersMayNotDeleteUnlessTheRepositorySaysSo() {
        ObjectNode document = fixture.get("app").json().deepCopy();
        ((ObjectNode) document.path("versions")).remove("1.1.0");
        String path = "app/-rev/" + document.path("_rev").asText();

        assertThat(fixture.put(path, document).status()).isEqualTo(403);
        assertThat(fixture.call("DELETE", path).send().status()).isEqualTo(403);
        assertThat(fixture.call("DELETE", "app/-/app-1.1.0.tgz/" + path.substring(4))
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(fixture.get("app").json().path("versions")).hasSize(3);

        fixture.registry().update(Hosted.named("npm").format("npm").deletion(Hosted.Deletion.PUBLISHERS));
        assertThat(fixture.put(path, document).status()).isEqualTo(201);
    }
}
