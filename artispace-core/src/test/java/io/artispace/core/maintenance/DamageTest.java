package io.artispace.core.maintenance;

import static io.artispace.core.Fixture.path;
import static io.artispace.core.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Maintenance.Finding;
import io.artispace.Maintenance.Problem;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StoredFile;
import io.artispace.core.Fixture;
import io.artispace.core.TestFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage done to a store from outside is found, and is not served. */
final class DamageTest {
    private static final String SMALL = "small content";
    private static final String LARGE = "large content, ".repeat(50_000);

    @TempDir
    private Path directory;

    /** What can happen to a file. */
    enum Damage {
        FLIPPED_BIT {
            @Override
            byte[] of(byte[] bytes) {
                byte[] damaged = bytes.clone();
                damaged[new Random(1).nextInt(bytes.length)] ^= 4;
                return damaged;
            }
        },
        CUT_SHORT {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length - 1);
            }
        },
        GROWN {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length + 1);
            }
        },
        EMPTIED {
            @Override
            byte[] of(byte[] bytes) {
                return new byte[0];
            }
        },
        ZEROED {
            @Override
            byte[] of(byte[] bytes) {
                return new byte[bytes.length];
            }
        };

        abstract byte[] of(byte[] bytes);
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatChangedAreFoundAndNotServed(Damage damage) throws IOException {
        try (Fixture fixture = open()) {
            fixture.publish("1", "small", SMALL, Overwrite.SAME);
            fixture.publish("1", "large", LARGE, Overwrite.SAME);
            for (Path blob : blobFiles()) {
                Files.write(blob, damage.of(Files.readAllBytes(blob)));
            }

            assertThat(fixture.registry().maintenance().verify().findings())
                    .extracting(Finding::problem)
                    .containsExactly(Problem.CORRUPT, Problem.CORRUPT);
            for (String name : List.of("small", "large")) {
                StoredFile file = fixture.repository().file(path("1", name)).orElseThrow();
                assertThatThrownBy(() -> read(file)).hasMessageContaining("damaged");
            }
        }
    }

    @Test
    void aDatabaseOlderThanTheBytesLeavesThemUnnamed() throws IOException {
        Path backup = Files.createDirectory(directory.resolve("backup"));
        try (Fixture fixture = open()) {
            fixture.publish("1", "a", "before", Overwrite.SAME);
        }
        copyRows(directory.resolve("data"), backup);
        try (Registry registry = reopen()) {
            publishAnother(registry);
        }
        copyRows(backup, directory.resolve("data"));

        try (Registry registry = reopen()) {
            assertThat(registry.maintenance().verify().findings())
                    .extracting(Finding::problem)
                    .containsExactly(Problem.ORPHANED);
            assertThat(registry.repository("files").file(path("2", "b"))).isEmpty();
            assertThat(read(registry.repository("files").file(path("1", "a")).orElseThrow()))
                    .isEqualTo("before");
        }
    }

    @Test
    void bytesOlderThanTheDatabaseAreMissed() throws IOException {
        try (Fixture fixture = open()) {
            fixture.publish("1", "a", "before", Overwrite.SAME);
            List<Path> before = blobFiles();
            fixture.publish("2", "b", "after", Overwrite.SAME);
            for (Path blob : blobFiles()) {
                if (!before.contains(blob)) {
                    Files.delete(blob);
                }
            }
        }

        try (Registry registry = reopen()) {
            assertThat(registry.maintenance().verify().findings())
                    .extracting(Finding::problem)
                    .containsExactly(Problem.MISSING);
            StoredFile lost = registry.repository("files").file(path("2", "b")).orElseThrow();
            assertThatThrownBy(() -> read(lost)).hasMessageContaining("missing");
        }
    }

    private static void publishAnother(Registry registry) {
        try (Publication publication = registry.repository("files").publish()) {
            publication
                    .change(Fixture.APP)
                    .putVersion("2", Map.of(), "", Overwrite.SAME)
                    .putFile("2", path("2", "b"), publication.stage(Fixture.bytes("after")), Overwrite.SAME);
            publication.commit();
        }
    }

    private Fixture open() {
        return new Fixture(Registry.builder().directory(directory.resolve("data")));
    }

    private Registry reopen() {
        return Registry.builder()
                .directory(directory.resolve("data"))
                .format(new TestFormat())
                .open();
    }

    /** Copies everything beside the blobs. */
    private static void copyRows(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private List<Path> blobFiles() {
        try (Stream<Path> files = Files.walk(directory.resolve("data/blobs"))) {
            return files.filter(p -> p.getFileName().toString().length() == 64).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
