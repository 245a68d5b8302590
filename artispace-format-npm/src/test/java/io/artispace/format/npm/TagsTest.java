package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.policy.Policies;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which versions tags point to where not all versions are those of one repository that are there. */
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
    void sealedSessionKeepsTheTagsOfWhatWasServed() throws Exception {
        fixture.publish("app", "1.0.0");
        Session session = fixture.registry().session("build-42");
        session.repository("npm")
                .file(FilePath.of("app/-/app-1.0.0.tgz"))
                .orElseThrow()
                .open()
                .close();
        session.seal();

        Repository replay = session.repository("npm");

        assertThat(Npm.in(replay).tags("app")).isEqualTo(Map.of("latest", "1.0.0"));
    }
}
