package io.artispace.format.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import io.artispace.format.PackageFormat;
import io.artispace.format.npm.tarball.Tarballs;
import io.artispace.policy.Policies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmTest {
    private final NpmFixture fixture = new NpmFixture();
    private final Npm npm = fixture.npm();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        fixture.close();
    }

    private String publish(String name, String version, String tag) {
        return npm.publish(new ByteArrayInputStream(Tarballs.of(name, version)), tag);
    }

    @Test
    void versionWhoseManifestNoPackumentCanHoldIsRefused() {
        publish("app", "1.0.0", "latest");
        for (String manifest : List.of(
                "",
                "{\"name\":\"app\",\"version\":\"2.0.0\"}",
                "x",
                "5:",
                "99:\"a\":1",
                "5:\"a\":1",
                "17:\"dist\":{\"a\":\"\u00e9\"")) {
            try (Publication publication = fixture.registry().repository("npm").publish()) {
                PackageChanges changes = publication.change(PackageName.of("app"));

                assertThatThrownBy(() -> changes.putVersion("2.0.0", Map.of(), manifest, Overwrite.NEVER))
                        .as(manifest)
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("Npm.in(repository)");
            }
        }
        assertThat(npm.versions("app")).containsExactly("1.0.0");
    }

    @Test
    void publishesTarballsFromFilesAndStreams() throws IOException {
        Path file = Files.write(directory.resolve("app.tgz"), Tarballs.of("@s/app", "1.0.0"));

        assertThat(npm.publish(file)).isEqualTo("@s/app@1.0.0");
        assertThat(publish("@s/app", "1.1.0-rc", "next")).isEqualTo("@s/app@1.1.0-rc");

        assertThat(npm.versions("@s/app")).containsExactly("1.0.0", "1.1.0-rc");
        assertThat(npm.tags("@s/app")).isEqualTo(Map.of("latest", "1.0.0", "next", "1.1.0-rc"));
        assertThat(npm.packument("@s/app", "https://x/")).contains("https://x/@s/app/-/app-1.0.0.tgz");
        assertThat(npm.manifest("@s/app", "next")).contains("\"version\":\"1.1.0-rc\"");
        try (InputStream tarball = npm.open("@s/app", "latest")) {
            assertThat(tarball.readAllBytes()).isEqualTo(Files.readAllBytes(file));
        }
        assertThat(fixture.get("@s%2fapp").status()).isEqualTo(200);
    }

    @Test
    void whoPublishesInTheNameOfAUserMakesHimItsOwner() {
        Caller ann = new Caller(
                "ann", Caller.Kind.USER, Role.WRITE, TokenScope.of(Role.ADMIN), Map.of("email", "ann@example.com"));
        Npm hers = Npm.in(fixture.repository().as(ann));
        Npm his = Npm.in(fixture.repository().as(Caller.user("bob", Role.WRITE)));

        hers.publish(Map.of("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}".getBytes(UTF_8)));
        his.publish(Map.of("package.json", "{\"name\":\"app\",\"version\":\"1.0.1\"}".getBytes(UTF_8)));
        his.tag("app", "stable", "1.0.0");

        assertThat(fixture.get("app").json().path("maintainers"))
                .hasToString("[{\"name\":\"ann\",\"email\":\"ann@example.com\"}]");
        assertThat(npm.manifest("app", "1.0.1")).contains("\"_npmUser\":{\"name\":\"bob\",\"email\":\"\"}");
        assertThat(npm.tags("app")).containsEntry("stable", "1.0.0");
        assertThatThrownBy(() -> hers.unpublish("app")).isInstanceOf(DeniedException.class);
    }

    @Test
    void privatePackageIsNotPublished() throws IOException {
        for (String yes : List.of("true", "1", "\"false\"", "{}")) {
            write("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\",\"private\":" + yes + "}");

            assertThatThrownBy(() -> npm.publish(directory))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("Cannot publish \"app@1.0.0\": its package.json says that it is private")
                    .hasMessageContaining("Take \"private\" out");
        }
        assertThat(npm.versions("app")).isEmpty();
        for (String no : List.of("false", "null", "0", "\"\"")) {
            String name = "app-" + no.length();
            write("package.json", "{\"name\":\"" + name + "\",\"version\":\"1.0.0\",\"private\":" + no + "}");
            assertThat(npm.publish(directory)).isEqualTo(name + "@1.0.0");
        }
    }

    @Test
    void filesInMemoryArePackedLikeADirectory() throws IOException {
        write("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}");
        write("bin/app.js", "#!/usr/bin/env node\n");
        write("lib/" + "n".repeat(120) + "ü.js", "x");
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> written = Files.walk(directory)) {
            for (Path file : written.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }

        assertThat(npm.publish(files, "next")).isEqualTo("app@1.0.0");

        assertThat(npm.tags("app")).isEqualTo(Map.of("latest", "1.0.0", "next", "1.0.0"));
        try (NpmFixture other = new NpmFixture()) {
            other.npm().publish(directory);
            try (InputStream packed = npm.open("app", "1.0.0");
                    InputStream expected = other.npm().open("app", "1.0.0")) {
                assertThat(packed).hasSameContentAs(expected);
            }
        }
        assertThatThrownBy(() -> npm.publish(Map.of("index.js", new byte[0])))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("index.js")
                .hasMessageContaining("there is no package.json among these files");
        assertThatThrownBy(
                        () -> npm.publish(Map.of("package.json", files.get("package.json"), "../.npmrc", new byte[0])))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("../.npmrc");
    }

    @Test
    void packsDirectoriesAlwaysAlike() throws IOException {
        String longName = "n".repeat(120) + "ü.js";
        write("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}");
        write("README.md", "# App");
        write("bin/app.js", "#!/usr/bin/env node\n");
        write("lib/" + longName, "x");
        write("node_modules/other/index.js", "left out");
        write(".npmrc", "//host/:_authToken=secret");
        write(".git/config", "left out");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("README.md"));

        assertThat(npm.publish(directory)).isEqualTo("app@1.0.0");

        byte[] tarball;
        try (InputStream in = npm.open("app", "1.0.0")) {
            tarball = in.readAllBytes();
        }
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tarball)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry.getName() + " " + Integer.toOctalString(entry.getMode()) + " " + entry.getSize());
                assertThat(entry.getLastModifiedDate()).isEqualTo("1985-10-26T08:15:00Z");
            }
        }
        assertThat(entries)
                .containsExactly(
                        "package/README.md 644 5",
                        "package/bin/app.js 755 20",
                        "package/lib/" + longName + " 644 1",
                        "package/package.json 644 32");
        assertThat(npm.packument("app", "")).contains("\"readme\":\"# App\"").contains("\"app/-/app-1.0.0.tgz\"");
        npm.unpublish("app");
        write("package.json", "{\"name\":\"two\",\"version\":\"1.0.0\"}");
        npm.publish(directory);
        try (InputStream in = npm.open("two", "latest")) {
            assertThat(in.readAllBytes()).hasSameSizeAs(tarball);
        }
    }

    private void write(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void setsAndRemovesTags() {
        publish("app", "1.0.0", "latest");
        publish("app", "2.0.0", "latest");

        npm.tag("app", "stable", "1.0.0");
        npm.tag("app", "latest", "1.0.0");
        assertThat(npm.tags("app")).isEqualTo(Map.of("latest", "1.0.0", "stable", "1.0.0"));
        npm.untag("app", "stable");
        assertThat(npm.tags("app")).isEqualTo(Map.of("latest", "1.0.0"));
        assertThatThrownBy(() -> npm.untag("app", "latest")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> npm.untag("app", "none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("list the tags with npm dist-tag ls app.");
        assertThatThrownBy(() -> npm.unpublish("none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("Check the name, and whether this is the repository.");
        assertThatThrownBy(() -> npm.tag("app", "x1", "9.0.0")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void deprecatesAndUnpublishes() {
        publish("app", "1.0.0", "latest");
        publish("app", "2.0.0", "latest");

        npm.deprecate("app", "1.0.0", "old");
        assertThat(npm.manifest("app", "1.0.0")).contains("\"deprecated\":\"old\"");
        npm.deprecate("app", "1.0.0", "");
        assertThat(npm.manifest("app", "1.0.0")).doesNotContain("deprecated");

        npm.unpublish("app", "2.0.0");
        assertThat(npm.tags("app")).isEqualTo(Map.of("latest", "1.0.0"));
        assertThatThrownBy(() -> publish("app", "2.0.0", "latest")).isInstanceOf(ConflictException.class);
        npm.unpublish("app", "1.0.0");
        assertThat(npm.versions("app")).isEmpty();
        assertThatThrownBy(() -> npm.unpublish("app")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> npm.packument("app", "")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void takesOldPrereleasesAwayAndNothingElse() {
        publish("app", "1.0.0", "latest");
        publish("app", "2.0.0-beta.1", "beta");
        for (int i = 1; i <= 4; i++) {
            publish("app", "2.0.0-ci." + i, "ci");
            fixture.clock().advance(Duration.ofDays(1));
        }
        publish("@s/only", "1.0.0-ci.1", "latest");
        publish("@s/only", "1.0.0-ci.2", "latest");
        fixture.clock().advance(Duration.ofDays(1));
        Instant now = fixture.clock().instant();
        publish("@s/only", "1.0.0-ci.3", "latest");

        assertThat(npm.unpublishOldPrereleases("app", 9, now)).isZero();
        assertThat(npm.unpublishOldPrereleases("app", 2, now.minus(Duration.ofDays(4))))
                .as("the others are too young, or tagged")
                .isOne();
        assertThat(npm.versions("app"))
                .containsExactly("1.0.0", "2.0.0-beta.1", "2.0.0-ci.2", "2.0.0-ci.3", "2.0.0-ci.4");

        assertThat(npm.unpublishOldPrereleases("**", 0, now)).isEqualTo(4);
        assertThat(npm.versions("app")).containsExactly("1.0.0", "2.0.0-beta.1", "2.0.0-ci.4");
        assertThat(npm.tags("app")).isEqualTo(Map.of("latest", "1.0.0", "beta", "2.0.0-beta.1", "ci", "2.0.0-ci.4"));
        assertThat(npm.versions("@s/only")).containsExactly("1.0.0-ci.3");
        assertThatThrownBy(() -> publish("app", "2.0.0-ci.1", "ci")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> npm.unpublishOldPrereleases("**", -1, now))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> npm.publish(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("package.json");
        assertThatThrownBy(() -> npm.publish(directory.resolve("none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none\": there is no such file or directory");
        assertThatThrownBy(() -> npm.open("none", "latest")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> npm.deprecate("none", "1.0.0", "x")).isInstanceOf(NotFoundException.class);
        assertThat(npm.versions("none")).isEmpty();
        assertThat(npm.tags("none")).isEmpty();
    }

    @Test
    void blockedVersionIsRefusedWithItsReason() {
        publish("app", "1.0.0", "latest");
        fixture.registry()
                .update(Hosted.named("npm")
                        .format("npm")
                        .policies(Policies.none().block("app@1.0.0", "Use 2.")));

        assertThatThrownBy(() -> npm.open("app", "1.0.0"))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("Use 2.");
    }

    @Test
    void theFormatIsFoundByServiceLoader() {
        assertThat(ServiceLoader.load(PackageFormat.class)).anyMatch(NpmFormat.class::isInstance);
    }
}
