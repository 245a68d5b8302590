package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FileView;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.format.maven.artifact.Coordinates;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions that are deployed from another repository. */
final class PromotionTest {
    private static final String POM =
            "<project><groupId>com.acme</groupId><artifactId>app</artifactId><version>%s</version></project>";

    private final MavenClient client = new MavenClient();
    private final Maven staging = Maven.in(client.repository());
    private final Maven target = Maven.in(
            client.registry().create(Hosted.named("target").format("maven").setting("versions", "mixed")));

    @AfterEach
    void close() {
        client.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void stage(String version, String content) {
        staging.deployment()
                .add("com.acme:app:" + version, bytes(content))
                .add("com.acme:app:pom:" + version, bytes(POM.formatted(version)))
                .add("com.acme:app:tar.gz:bin:" + version, bytes("bin"))
                .add("com.acme:app:jar.asc:" + version, bytes("signature"))
                .publish();
    }

    private String read(String coordinates) throws IOException {
        try (InputStream in = target.resolve(coordinates).open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void promotedVersionHasAllFiles() throws IOException {
        stage("1.0", "jar");

        target.deployment().addVersion(staging, "com.acme:app:1.0").publish();

        assertThat(target.files("com.acme:app:1.0"))
                .extracting(FileView::path)
                .isEqualTo(staging.files("com.acme:app:1.0").stream()
                        .map(FileView::path)
                        .toList());
        assertThat(read("com.acme:app:1.0")).isEqualTo("jar");
        assertThat(target.pom("com.acme:app:1.0")).isPresent();
    }

    @Test
    void newestFilesOfASnapshotBecomeTheNextBuild() throws IOException {
        stage("1.1-SNAPSHOT", "first");
        client.pass(Duration.ofMinutes(1));
        staging.deployment().add("com.acme:app:1.1-SNAPSHOT", bytes("second")).publish();

        List<Coordinates> promoted = target.deployment()
                .addVersion(staging, "com.acme:app:1.1-SNAPSHOT")
                .publish();

        assertThat(promoted).hasSize(4).extracting(Coordinates::version).containsOnly("1.1-20260102.030505-1");
        assertThat(read("com.acme:app:1.1-SNAPSHOT")).isEqualTo("second");
        assertThat(read("com.acme:app:tar.gz:bin:1.1-SNAPSHOT")).isEqualTo("bin");
    }

    @Test
    void whatIsNotThereOrCannotBeNamedIsRefused() {
        stage("1.0", "jar");
        client.put("com/acme/app/1.0/other.txt", "odd").is(201);

        assertThatThrownBy(() -> target.deployment().addVersion(staging, "com.acme:app:2.0"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage(
                        "There is no \"com.acme:app:2.0\" in \"maven\"; the newest versions of com.acme:app there are"
                                + " [1.0].");
        assertThatThrownBy(() -> target.deployment().addVersion(staging, "com.acme:app:1.0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("com/acme/app/1.0/other.txt");
    }
}
