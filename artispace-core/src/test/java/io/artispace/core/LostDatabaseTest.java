package io.artispace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes whose database is gone are not garbage. */
class LostDatabaseTest {
    @TempDir
    private Path directory;

    private Path database;

    @BeforeEach
    void publish() {
        database = directory.resolve("artispace.db");
        try (Fixture fixture = new Fixture(stored())) {
            fixture.publish("1.0", "app.txt", "content", Overwrite.NEVER);
        }
    }

    @Test
    void isNotTakenForANewRegistryWhereItWasDeleted() throws IOException {
        Path backup = Files.move(database, directory.resolve("backup"));

        assertIsRefused();
        Files.move(backup, database, StandardCopyOption.REPLACE_EXISTING);

        assertIsThere();
    }

    @Test
    void isNotTakenForANewRegistryWhereItWasCutOff() throws IOException {
        byte[] backup = Files.readAllBytes(database);
        Files.write(database, new byte[0]);

        assertIsRefused();
        Files.write(database, backup);

        assertIsThere();
    }

    @Test
    void aNewOneBeginsWhereTheBytesWereMovedAway() throws IOException {
        Files.delete(database);
        assertIsRefused();

        Files.move(directory.resolve("blobs"), directory.resolve("old"));

        try (Fixture fixture = new Fixture(stored())) {
            fixture.publish("1.0", "app.txt", "another", Overwrite.NEVER);
            assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
        }
    }

    /** Whoever opens it sees no rows, then the bytes of what the other has published meanwhile. */
    @Test
    void isNotSeenInARegistryThatAnotherProcessHasJustBegun() {
        MemoryBlobStore bytes = new MemoryBlobStore();
        try (MetadataStore rows = JdbcMetadataStore.openInMemory()) {
            BlobStore hurried = new ListedLater(bytes, () -> {
                try (Fixture other =
                        new Fixture(Registry.builder().metadata(rows).blobs(bytes))) {
                    other.publish("1.0", "app.txt", "content", Overwrite.NEVER);
                }
            });
            try (Fixture late = new Fixture(Registry.builder().metadata(rows).blobs(hurried))) {
                assertThat(late.repository().file(Fixture.path("1.0", "app.txt")))
                        .isPresent();
            }
        }
    }

    /** A store that lists what it has after something happened. */
    private record ListedLater(MemoryBlobStore inside, Runnable before) implements BlobStore {
        @Override
        public Stream<Blob> list() {
            before.run();
            return inside.list();
        }

        @Override
        public BlobUpload beginUpload() {
            return inside.beginUpload();
        }

        @Override
        public Optional<Blob> find(Digest sha256) {
            return inside.find(sha256);
        }

        @Override
        public void delete(Digest sha256) {
            inside.delete(sha256);
        }

        @Override
        public int removeLeftovers() {
            return inside.removeLeftovers();
        }

        @Override
        public void close() {
            inside.close();
        }
    }

    private void assertIsThere() {
        try (Fixture fixture = new Fixture(stored())) {
            assertThat(fixture.repository().file(Fixture.path("1.0", "app.txt")))
                    .isPresent();
            assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
        }
    }

    private void assertIsRefused() {
        assertThatThrownBy(() -> new Fixture(stored()))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("its metadata store is new or empty, and its blob store is not")
                .hasMessageContaining("from a backup")
                .hasMessageContaining("begin anew");
    }

    private RegistryConfiguration.Builder stored() {
        return Registry.builder().directory(directory);
    }
}
