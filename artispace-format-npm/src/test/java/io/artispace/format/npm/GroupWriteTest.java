package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.format.npm.packument.Packument;
import io.artispace.format.npm.tarball.Tarballs;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes through a group of a package that several members have. */
class GroupWriteTest {
    private final NpmFixture fixture = new NpmFixture();
    private Npm second;

    @BeforeEach
    void create() {
        second = Npm.in(fixture.registry().create(Hosted.named("second").format("npm")));
        fixture.registry()
                .create(Group.named("all")
                        .format("npm")
                        .members("second", "npm")
                        .publishingTo("npm"));
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "1.1.0");
        for (String version : new String[] {"2.0.0", "3.0.0", "4.0.0"}) {
            second.publish(new ByteArrayInputStream(Tarballs.of("app", version)), "latest");
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private NpmCall call(String method, String path) {
        return fixture.call(method, path).in("all").as(NpmFixture.ROOT);
    }

    private ObjectNode toBeChanged() {
        Reply reply = call("GET", "app?write=true").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().deepCopy();
    }

    @Test
    void readForWritingShowsOnlyTheTargetsVersions() {
        JsonNode packument = toBeChanged();

        assertThat(packument.path("versions")).hasSize(2);
        assertThat(packument.path("_rev").asText()).isEqualTo(fixture.revision("app"));
        assertThat(packument
                        .path("versions")
                        .path("1.0.0")
                        .path("dist")
                        .path("tarball")
                        .asText())
                .isEqualTo(NpmFixture.BASE + "all/app/-/app-1.0.0.tgz");
        assertThat(call("GET", "app").send().json().path("versions")).hasSize(5);
        assertThat(call("GET", "app?write=true")
                        .header("Accept", Packument.ABBREVIATED)
                        .send()
                        .header("Content-Type"))
                .isEqualTo(Packument.ABBREVIATED);
    }

    @Test
    void readForWritingIsAnswered304IfTheClientHasIt() {
        String etag = call("GET", "app?write=true").send().header("ETag");

        assertThat(call("GET", "app?write=true")
                        .header("If-None-Match", etag)
                        .send()
                        .status())
                .isEqualTo(304);
    }

    @Test
    void deprecates() {
        ObjectNode document = toBeChanged();
        ((ObjectNode) document.path("versions").path("1.0.0")).put("deprecated", "old");

        Reply reply = call("PUT", "app").body(document.toString()).send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(call("GET", "app/1.0.0").send().json().path("deprecated").asText())
                .isEqualTo("old");
    }

    @Test
    void stars() {
        String revision = toBeChanged().path("_rev").asText();
        String document = "{\"_id\":\"app\",\"_rev\":\"" + revision + "\",\"users\":{\"root\":true}}";

        Reply reply = call("PUT", "app").body(document).send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(fixture.get("app").json().path("users")).hasToString("{\"root\":true}");
    }

    @Test
    void changesOwners() {
        String revision = toBeChanged().path("_rev").asText();

        Reply reply = call("PUT", "app/-rev/" + revision)
                .body("{\"_id\":\"app\",\"maintainers\":[{\"name\":\"bob\",\"email\":\"b@example.com\"}]}")
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(fixture.get("app").json().path("maintainers").findValuesAsText("name"))
                .containsExactly("bob");
    }

    @Test
    void unpublishesAVersionOfTheTargetAndNoOther() {
        ObjectNode document = toBeChanged();
        ((ObjectNode) document.path("versions")).remove("1.1.0");
        Reply first = call("PUT", "app/-rev/" + document.path("_rev").asText())
                .body(document.toString())
                .send();
        String revision = toBeChanged().path("_rev").asText();
        Reply last = call("DELETE", "app/-/app-1.1.0.tgz/-rev/" + revision).send();

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(last.status()).isEqualTo(200);
        assertThat(fixture.npm().versions("app")).containsExactly("1.0.0");
        assertThat(second.versions("app")).hasSize(3);
    }

    @Test
    void unpublishThroughTheGroupNeedsTheRightToDeleteInTheTarget() {
        ObjectNode document = toBeChanged();
        ((ObjectNode) document.path("versions")).remove("1.1.0");
        String path = "app/-rev/" + document.path("_rev").asText();

        Reply version =
                fixture.call("PUT", path).in("all").body(document.toString()).send();
        Reply whole = fixture.call("DELETE", path).in("all").send();

        assertThat(version.status()).as(version.text()).isEqualTo(403);
        assertThat(whole.status()).isEqualTo(403);
        assertThat(fixture.npm().versions("app")).hasSize(2);
    }

    @Test
    void unpublishesThePackageOfTheTargetAndNoOther() {
        String revision = toBeChanged().path("_rev").asText();

        assertThat(call("DELETE", "app/-rev/" + revision).send().status()).isEqualTo(200);
        assertThat(fixture.npm().versions("app")).isEmpty();
        assertThat(call("GET", "app").send().json().path("versions")).hasSize(3);
    }

    @Test
    void changeBasedOnTheWholeGroupsPackumentIsRefused() {
        String revision = call("GET", "app").send().json().path("_rev").asText();

        assertThat(call("PUT", "app/-rev/" + revision)
                        .body("{\"maintainers\":[{\"name\":\"bob\"}]}")
                        .send()
                        .status())
                .isEqualTo(409);
    }
}
