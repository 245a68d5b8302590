package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.NotFoundException;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.tarball.Tarballs;
import io.artispace.policy.Policies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which versions tags point to in groups, under policies and in sessions. */
class TagsTest {
    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void publish(Npm npm, String version, String tag) {
        byte[] tarball = Tarballs.of(
                "{\"name\":\"app\",\"version\":\"" + version + "\",\"description\":\"It is " + version + ".\"}");
        npm.publish(new ByteArrayInputStream(tarball), tag);
    }

    @Test
    void latestOfAGroupIsTheHighestThatAMemberCallsSo() {
        Npm second = Npm.in(fixture.registry().create(Hosted.named("second").format("npm")));
        Npm group = Npm.in(
                fixture.registry().create(Group.named("all").format("npm").members("npm", "second")));
        publish(fixture.npm(), "1.0.0", "latest");
        publish(second, "2.0.0", "latest");
        fixture.npm().tag("app", "next", "1.0.0");
        second.tag("app", "next", "2.0.0");

        assertThat(group.tags("app")).isEqualTo(Map.of("latest", "2.0.0", "next", "1.0.0"));
        assertThat(Json.readStored(group.packument("app", ""))
                        .path("description")
                        .asText())
                .isEqualTo("It is 2.0.0.");
        assertThat(group.manifest("app", "latest")).contains("\"2.0.0\"");

        publish(second, "1.5.0", "latest");
        assertThat(group.tags("app")).as("2.0.0 was taken back").containsEntry("latest", "1.5.0");
        publish(second, "3.0.0-rc.1", "latest");
        assertThat(group.tags("app")).as("a release rather").containsEntry("latest", "1.0.0");
    }

    @Test
    void tagChangedThroughAGroupIsComputedFromItsTarget() {
        Npm other = Npm.in(fixture.registry().create(Hosted.named("other").format("npm")));
        Npm group = Npm.in(fixture.registry()
                .create(Group.named("all").format("npm").members("other", "npm").publishingTo("npm")));
        publish(other, "9.0.0", "latest");

        publish(group, "1.0.0", "next");
        publish(group, "2.0.0", "latest");
        group.tag("app", "old", "1.0.0");
        group.deprecate("app", "1.0.0", "Use 2.0.0.");
        assertThat(fixture.npm().tags("app")).isEqualTo(Map.of("latest", "2.0.0", "next", "1.0.0", "old", "1.0.0"));
        assertThatThrownBy(() -> group.tag("app", "old", "9.0.0")).isInstanceOf(NotFoundException.class);

        group.unpublish("app", "2.0.0");
        assertThat(fixture.npm().tags("app")).containsEntry("latest", "1.0.0");
        group.unpublish("app");
        assertThat(fixture.npm().versions("app")).isEmpty();
        assertThat(group.versions("app")).containsExactly("9.0.0");
    }

    @Test
    void tagOfABlockedVersionPointsBelowItWhereverItIsAskedFor() {
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "2.0.0");

        fixture.registry()
                .update(Hosted.named("npm")
                        .format("npm")
                        .policies(Policies.none().block("app@2.0.0", "No.")));

        assertThat(fixture.get("app").json().path("dist-tags")).hasToString("{\"latest\":\"1.0.0\"}");
        assertThat(fixture.get("-/package/app/dist-tags").json()).hasToString("{\"latest\":\"1.0.0\"}");
        assertThat(fixture.get("app/latest").json().path("version").asText()).isEqualTo("1.0.0");
    }

    @Test
    void packageWhoseTagsAllPointToWhatIsNotShownIsThereAllTheSame() {
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "2.0.0-rc.1", "next");
        fixture.npm().untag("app", "next");
        fixture.registry()
                .update(Hosted.named("npm")
                        .format("npm")
                        .policies(Policies.none().block("app@1.0.0", "No.")));

        assertThat(fixture.get("app").json().path("dist-tags")).isEmpty();
        assertThat(fixture.get("-/package/app/dist-tags").text()).isEqualTo("{}");
        assertThat(fixture.get("app/2.0.0-rc.1").json().path("version").asText())
                .isEqualTo("2.0.0-rc.1");
        assertThat(fixture.get("app/1.0.0").status()).isEqualTo(403);
        assertThat(fixture.get("app/latest").status()).isEqualTo(404);
    }

    @Test
    void packageIsGoneThatShowsNoVersion() {
        fixture.publish("app", "1.0.0");
        fixture.registry()
                .update(Hosted.named("npm")
                        .format("npm")
                        .policies(Policies.none().block("app", "No.")));

        assertThat(fixture.get("-/package/app/dist-tags").status()).isEqualTo(404);
        assertThat(fixture.get("app/1.0.0").status()).isEqualTo(403);
    }

    @Test
    void sealedSessionWithoutTagsHasItsVersionsAllTheSame() throws Exception {
        fixture.publish("app", "1.0.0");
        fixture.publish("app", "2.0.0");
        sealedAfterServing("1.0.0");

        assertThat(fixture.call("GET", "app/1.0.0").in("npm~build-42").send().status())
                .isEqualTo(200);
        assertThat(fixture.call("GET", "app/2.0.0").in("npm~build-42").send().status())
                .isEqualTo(404);
        assertThat(fixture.call("GET", "-/package/app/dist-tags")
                        .in("npm~build-42")
                        .send()
                        .text())
                .isEqualTo("{}");
    }

    private Session sealedAfterServing(String version) throws IOException {
        Session session = fixture.registry().session("build-42");
        session.repository("npm")
                .file(FilePath.of("app/-/app-" + version + ".tgz"))
                .orElseThrow()
                .open()
                .close();
        session.seal();
        return session;
    }

    @Test
    void sealedSessionKeepsTheTagsOfWhatWasServed() throws Exception {
        fixture.publish("app", "1.0.0");

        Repository replay = sealedAfterServing("1.0.0").repository("npm");

        assertThat(Npm.in(replay).tags("app")).isEqualTo(Map.of("latest", "1.0.0"));
    }
}
