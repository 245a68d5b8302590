package io.artispace.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.Services;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
    @TempDir
    Path directory;

    @Test
    void fileLocationKeepsBlobsInTheDirectory() throws IOException {
        URI location = directory.resolve("blobs here").toUri();
        Content content = Content.text("kept");
        try (BlobStore store = open(location)) {
            content.storeIn(store);
        }

        try (BlobStore store = open(location)) {
            assertThat(store.find(content.sha256())).isPresent();
        }
    }

    @Test
    void memoryLocationIsANewStoreEachTime() throws IOException {
        URI location = URI.create("memory:/");
        try (BlobStore one = open(location);
                BlobStore other = open(location)) {
            Content content = Content.text("kept for a while").storeIn(one);

            assertThat(one.find(content.sha256())).isPresent();
            assertThat(other.find(content.sha256())).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"file:relative/path", "file://host/path", "file:///path?query"})
    void malformedLocationIsRefused(String location) {
        assertThatThrownBy(() -> open(URI.create(location)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"" + location.replace("?query", "") + "\"")
                .hasMessageContaining("file:///var/lib/registry/blobs/");
    }

    @Test
    void refusalOfALocationRepeatsNoSecret() {
        assertThatThrownBy(() -> open(URI.create("file://user:hidden@host/path?key=hidden#hidden")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"file:…@host/path\"")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void locationThatIsAFileIsAFailure() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> open(file.toUri()))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("its directory cannot be created")
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "tmp", "trash"})
    void directoryThatMayNotBeWrittenIsAFailureWhenItIsOpened(String name) throws IOException {
        open(directory.toUri()).close();
        Path closed = directory.resolve(name);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        if (Files.isWritable(closed)) {
            // The superuser may write in every directory but such ones.
            Files.delete(closed);
            Files.createSymbolicLink(closed, Path.of("/proc/sys/kernel"));
        }
        boolean writable =
                Files.isWritable(closed) || Files.getFileStore(closed).isReadOnly();
        assumeFalse(writable, "Skipped: there is no directory that this user may not write in");

        assertThatThrownBy(() -> open(directory.toUri()))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("the user \"" + System.getProperty("user.name")
                        + "\" may not write in its directory " + Quote.of(closed) + ". Give the store's");
    }

    private static BlobStore open(URI location) {
        return Services.of(BlobStoreProvider.class, ProvidersTest.class.getClassLoader())
                .forLocation(location.toString(), BlobStoreProvider::schemes)
                .open(location, InstantSource.system());
    }
}
