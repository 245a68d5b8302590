package io.artispace.core.repository;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.core.TestFormat;
import io.artispace.format.Rendering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The caches of one registry are never older than what another one on the same directory has acknowledged. */
final class TwoRegistriesTest {
    private static final Rendering NAMES = new Rendering("names", ViewScope.everything(), "text/plain", view -> {
        String text = view.versions().stream()
                .map(version -> version.name() + version.files().size())
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8));
    });

    @TempDir
    Path directory;

    private Registry reading;
    private Registry writing;

    @BeforeEach
    void open() {
        reading = Registry.builder()
                .format(new TestFormat())
                .directory(directory)
                .passwordIterations(1_000)
                .open();
        writing = Registry.builder()
                .format(new TestFormat())
                .directory(directory)
                .passwordIterations(1_000)
                .open();
        writing.create(Hosted.named("files").format("test"));
    }

    @AfterEach
    void close() {
        reading.close();
        writing.close();
    }

    private void publish(String version, String content) {
        try (Publication publication = writing.repository("files").publish()) {
            publication
                    .change(APP)
                    .putVersion(version, Map.of(), "", Overwrite.SAME)
                    .putFile(version, path(version, "a"), publication.stage(bytes(content)), Overwrite.REPLACE);
            publication.commit();
        }
    }

    private String read(FilePath path) throws IOException {
        var file = reading.repository("files").file(path);
        if (file.isEmpty()) {
            return "none";
        }
        try (InputStream in = file.get().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String document() {
        return reading.repository("files")
                .document(APP, NAMES)
                .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    @Test
    void fileIsSeenByTheVeryNextRead() throws Exception {
        assertThat(read(path("0", "a"))).isEqualTo("none");
        for (int i = 0; i < 20; i++) {
            publish("0", "content " + i);

            assertThat(read(path("0", "a"))).isEqualTo("content " + i);
            assertThat(read(path("0", "a"))).isEqualTo("content " + i);
        }
    }

    @Test
    void versionIsSeenByTheVeryNextRendering() {
        StringBuilder expected = new StringBuilder();
        assertThat(document()).isEqualTo("none");
        for (int i = 0; i < 20; i++) {
            publish("1." + i, "content");

            expected.append(i == 0 ? "" : " ").append("1.").append(i).append('1');
            assertThat(document()).isEqualTo(expected.toString());
            assertThat(reading.repository("files")
                            .view(APP, ViewScope.versions())
                            .orElseThrow()
                            .versions())
                    .extracting(VersionView::name)
                    .hasSize(i + 1)
                    .endsWith("1." + i);
        }
    }

    @Test
    void removalIsSeenByTheVeryNextRead() throws Exception {
        publish("1.0", "content");
        publish("1.1", "content");
        assertThat(document()).isEqualTo("1.01 1.11");
        assertThat(read(path("1.0", "a"))).isEqualTo("content");

        try (Publication publication = writing.repository("files").publish()) {
            publication.change(APP).removeVersion("1.0");
            publication.commit();
        }

        assertThat(document()).isEqualTo("1.11");
        assertThat(read(path("1.0", "a"))).isEqualTo("none");
    }

    @Test
    void repositoriesAndUsersAreSeenByTheVeryNextLook() {
        Secret password = Secret.of("a password of some length");
        assertThat(reading.find("more")).isEmpty();
        assertThat(reading.accounts().authenticate("ann", password)).isEmpty();

        Repository created = writing.create(Hosted.named("more").format("test"));
        writing.accounts().createUser("ann", password, Role.READ);

        assertThat(reading.find("more")).map(Repository::definition).contains(created.definition());
        assertThat(reading.accounts().authenticate("ann", password)).isPresent();
        writing.accounts().setRole("ann", Role.WRITE);
        assertThat(reading.accounts()
                        .authenticate("ann", password)
                        .orElseThrow()
                        .role())
                .isEqualTo(Role.WRITE);
        writing.accounts().deleteUser("ann");
        assertThat(reading.accounts().authenticate("ann", password)).isEmpty();
        writing.delete("more");
        assertThat(reading.find("more")).isEmpty();
    }
}
