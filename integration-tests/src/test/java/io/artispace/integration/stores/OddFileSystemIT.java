package io.artispace.integration.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.access.Caller;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.integration.run.SamplePackage;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.testkit.MutableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Blobs on a file system with the oddities of a network's. Whatever is acknowledged is there and as it was sent, whatever is refused is
 * not; and bytes that cannot be had at the moment are a failure, never an absence.
 */
class OddFileSystemIT {
    /** Those in spite of which the bytes are stored, and known to be. */
    private static final Set<Oddity> HARMLESS = Set.of(
            Oddity.NONE,
            Oddity.RENAME_SENT_TWICE,
            Oddity.RENAME_UNANSWERED,
            Oddity.NAME_SEEN_LATE,
            Oddity.READ_FAILING);

    private static final int SMALL = 1_000;
    private static final int LARGE = 700_000;

    @TempDir
    Path place;

    private final OddFileSystem odd = new OddFileSystem();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        registry = anotherProcess();
        registry.create(Hosted.named("releases").format("maven"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgedFilesAreThereAndRefusedOnesAreNot(Oddity oddity) throws IOException {
        odd.become(oddity);
        boolean small = isAcknowledged("small", content(SMALL));
        boolean large = isAcknowledged("large", content(LARGE));

        assertThat(small).isEqualTo(HARMLESS.contains(oddity));
        assertThat(large).isEqualTo(HARMLESS.contains(oddity));
        assertIsThereOrCannotBeHad("small", small ? content(SMALL) : null);
        assertIsThereOrCannotBeHad("large", large ? content(LARGE) : null);
        odd.become(Oddity.NONE);
        assertIsThere("small", small ? content(SMALL) : null);
        assertIsThere("large", large ? content(LARGE) : null);
        assertThat(place.resolve("blobs/tmp")).isEmptyDirectory();
        assertThat(isAcknowledged("small", content(SMALL))).isTrue();
        assertThat(isAcknowledged("large", content(LARGE))).isTrue();
        assertIsThere("small", content(SMALL));
        assertIsThere("large", content(LARGE));
        assertThat(registry.maintenance().verify().isSound()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void storedFilesAreWholeOrFailToOpen(Oddity oddity) throws IOException {
        assertThat(isAcknowledged("small", content(SMALL))).isTrue();
        assertThat(isAcknowledged("large", content(LARGE))).isTrue();

        odd.become(oddity);

        assertIsThereOrCannotBeHad("small", content(SMALL));
        assertIsThereOrCannotBeHad("large", content(LARGE));
        odd.become(Oddity.NONE);
        assertIsThere("small", content(SMALL));
        assertIsThere("large", content(LARGE));
    }

    @ParameterizedTest
    @EnumSource
    void collectionTakesWhatIsNotNeededAndNothingElse(Oddity oddity) throws IOException {
        assertThat(isAcknowledged("kept", content(SMALL))).isTrue();
        assertThat(isAcknowledged("removed", content(LARGE))).isTrue();
        assertThat(send(registry, "DELETE", "removed", new byte[0]).status()).isEqualTo(204);
        clock.advance(Duration.ofHours(3));

        odd.become(oddity);
        collectIfPossible();
        boolean again = isAcknowledged("again", content(LARGE));
        collectIfPossible();
        odd.become(Oddity.NONE);

        assertIsThere("kept", content(SMALL));
        assertIsThere("again", again ? content(LARGE) : null);
        clock.advance(Duration.ofHours(3));
        registry.maintenance().collectGarbage(Duration.ofHours(1));
        assertThat(registry.maintenance().repair().findings()).isEmpty();
        assertIsThere("kept", content(SMALL));
        assertIsThere("again", again ? content(LARGE) : null);
        assertThat(place.resolve("blobs/trash")).isEmptyDirectory();
        assertThat(place.resolve("blobs/tmp")).isEmptyDirectory();
    }

    @Test
    void anyCallOfTheFileSystemMayFail() throws IOException {
        int call = 0;
        boolean struck;
        do {
            call++;
            String name = "failing" + call;
            odd.becomeAt(call, Oddity.FAILING);
            boolean acknowledged = isAcknowledged(name, content(LARGE));
            struck = odd.calls() >= call;
            odd.become(Oddity.NONE);

            assertIsThere(name, acknowledged ? content(LARGE) : null);
            assertThat(isAcknowledged(name, content(LARGE))).isTrue();
            assertIsThere(name, content(LARGE));
            assertThat(registry.maintenance().verify().isSound()).isTrue();
            removeForGood(name);
        } while (struck);

        assertThat(call).as("there are few calls").isGreaterThan(5);
        registry.maintenance().repair();
        assertThat(place.resolve("blobs/tmp")).isEmptyDirectory();
    }

    /** So that the same bytes are stored anew. */
    private void removeForGood(String name) {
        assertThat(send(registry, "DELETE", name, new byte[0]).status()).isEqualTo(204);
        clock.advance(Duration.ofHours(3));
        registry.maintenance().collectGarbage(Duration.ofHours(1));
    }

    /** A format looks into what it received: a POM, a plugin's jar, a tarball. That the disk cannot be read is not the client's fault. */
    @Test
    void failureToReadBackIsNotBlamedOnTheClient() {
        registry.create(Hosted.named("npm").format("npm"));
        byte[] pom = "<project><groupId>it.odd</groupId><artifactId>app</artifactId><version>1</version></project>"
                .getBytes(StandardCharsets.UTF_8);
        byte[] npm = SamplePackage.of("odd", "1.0.0", "content").document().getBytes(StandardCharsets.UTF_8);

        odd.become(Oddity.READ_FAILING);

        assertThat(put("/releases/it/odd/app/1/app-1.pom", pom)).isGreaterThanOrEqualTo(500);
        assertThat(put("/releases/it/odd/app/1/app-1.jar", content(SMALL))).isGreaterThanOrEqualTo(500);
        assertThat(put("/npm/odd", npm)).isGreaterThanOrEqualTo(500);
        odd.become(Oddity.NONE);
        assertThat(put("/releases/it/odd/app/1/app-1.pom", pom)).isEqualTo(201);
        assertThat(put("/npm/odd", npm)).isBetween(200, 201);
    }

    private void collectIfPossible() {
        try {
            registry.maintenance().collectGarbage(Duration.ofHours(1));
        } catch (StorageFailedException failed) {
            assertThat(odd.oddity()).isNotEqualTo(Oddity.NONE);
        }
    }

    /** Deploys a file of a version that is named like it. */
    private boolean isAcknowledged(String name, byte[] content) {
        int status = send(registry, "PUT", name, content).status();
        assertThat(status).isIn(201, 500, 503);
        return status == 201;
    }

    private void assertIsThere(String name, byte @Nullable [] content) throws IOException {
        assertThat(seenByAnotherProcess(name))
                .isEqualTo(Optional.ofNullable(content).map(HexFormat.of()::formatHex));
    }

    private void assertIsThereOrCannotBeHad(String name, byte @Nullable [] content) throws IOException {
        try {
            assertIsThere(name, content);
        } catch (StorageFailedException cannotBeHad) {
            assertThat(odd.oddity()).isNotEqualTo(Oddity.NONE);
        }
    }

    /** Reads what the answer to another process, which has nothing in memory, comes to; empty for one that says that nothing is there. */
    private Optional<String> seenByAnotherProcess(String name) throws IOException {
        try (Registry other = anotherProcess()) {
            Response answer = send(other, "GET", name, new byte[0]);
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw new StorageFailedException("answered by " + answer.status());
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            answer.body().writeTo(content);
            return Optional.of(HexFormat.of().formatHex(content.toByteArray()));
        } catch (IOException brokenOff) {
            throw new StorageFailedException("The answer breaks off.", brokenOff);
        }
    }

    private Registry anotherProcess() throws IOException {
        return Registry.builder()
                .metadata(URI.create("sqlite:" + place.resolve("artispace.db")))
                .blobs(new FileBlobStore(odd.odd(place.resolve("blobs")), clock))
                .clock(clock)
                .open();
    }

    private int put(String path, byte[] body) {
        return handle(registry, "PUT", path, body).status();
    }

    private static Response send(Registry registry, String method, String name, byte[] body) {
        return handle(registry, method, "/releases/it/odd/" + name + "/1/" + name + "-1.bin", body);
    }

    private static Response handle(Registry registry, String method, String path, byte[] body) {
        return registry.handle(new Request(
                method,
                path,
                null,
                header -> null,
                new ByteArrayInputStream(body),
                URI.create("http://localhost/"),
                Caller.host()));
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
