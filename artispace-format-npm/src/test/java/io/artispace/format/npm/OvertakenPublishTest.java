package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.StagedBlob;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Person;
import io.artispace.format.npm.packument.Publisher;
import io.artispace.format.npm.tarball.TarballInspector;
import io.artispace.format.npm.tarball.Tarballs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A publish before whose commit something else is committed. */
class OvertakenPublishTest {
    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aFirstPublishThatAnotherOneOvertakesDoesNotTakeLatestFromIt() {
        boolean alsoLatest = publishAfter("1.0.0-beta", "beta", () -> fixture.publish("app", "1.0.0"));

        assertThat(alsoLatest).isFalse();
        assertThat(fixture.npm().tags("app")).isEqualTo(Map.of("latest", "1.0.0", "beta", "1.0.0-beta"));
        assertThat(fixture.get("app").json().has("description")).isFalse();
        assertThat(fixture.get("app").json().path("maintainers").findValuesAsText("name"))
                .containsExactly("alice");
    }

    @Test
    void onlyAVersionThatIsThereIsCalledPublishedOver() {
        assertThatThrownBy(() -> publishAfter("1.0.0", "latest", () -> fixture.publish("app", "1.0.0")))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("cannot publish over existing version app@1.0.0");
    }

    /** Publishes a version of {@code app} where something happens between the decision and the commit. */
    private boolean publishAfter(String version, String tag, Runnable before) {
        try (Publication publication = fixture.repository().publish()) {
            StagedBlob tarball = publication.stage(new ByteArrayInputStream(Tarballs.of(
                    "{\"name\":\"app\",\"version\":\"" + version + "\",\"description\":\"It is " + version + ".\"}")));
            Publisher.Subject subject = new Publisher.Subject(
                    new NpmName("app"),
                    version,
                    tag,
                    PublishBody.object(),
                    "",
                    "",
                    "",
                    new Person("bob", "bob@example.com"),
                    null);
            Publication overtaken = new OvertakenPublication(publication, before);
            return new Publisher(fixture.repository(), overtaken)
                    .publish(subject, tarball, TarballInspector.inspect(tarball));
        }
    }

    private record OvertakenPublication(Publication publication, Runnable before) implements Publication {
        @Override
        public StagedBlob stage(InputStream bytes) {
            return publication.stage(bytes);
        }

        @Override
        public Sink stage() {
            return publication.stage();
        }

        @Override
        public PackageChanges change(PackageName packageName) {
            return publication.change(packageName);
        }

        @Override
        public void commit() {
            before.run();
            publication.commit();
        }

        @Override
        public void close() {
            publication.close();
        }
    }
}
