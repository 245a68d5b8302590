package io.artispace.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.servers.S3Server;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.Services;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores whose location contains two others. */
class LocationsTest {
    private static final Content CONTENT = Content.random(5000, 1);

    @TempDir
    Path directory;

    @Test
    void cacheLocationPutsACacheInFrontOfS3() throws IOException {
        try (S3Server server = S3Server.start();
                BlobStore store = open("cache:" + server.location("p") + "#" + directory + "?size=20MiB")) {
            CONTENT.storeIn(store);
            store.find(CONTENT.sha256()).orElseThrow().open().readAllBytes();

            assertThat(store.find(CONTENT.sha256()).orElseThrow().path().orElseThrow())
                    .startsWith(directory)
                    .hasBinaryContent(CONTENT.bytes());
        }
    }

    @Test
    void mirrorLocationPutsTwoStoresTogether() throws IOException {
        URI first = directory.resolve("first").toUri();
        URI second = directory.resolve("second").toUri();
        try (BlobStore store = open("mirror:" + first + "#" + second)) {
            CONTENT.storeIn(store);
        }

        for (URI each : new URI[] {first, second}) {
            try (BlobStore store = open(each.toString())) {
                assertThat(store.find(CONTENT.sha256())).isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache:memory:/",
                "cache:memory:/#relative?size=1GiB",
                "cache:memory:/#/tmp/cache",
                "cache:memory:/#/tmp/cache?size=lots",
                "cache:memory:/#/tmp/cache?size=0",
                "cache:memory:/#/tmp/cache?size=999999999999TiB",
                "mirror:memory:/",
                "mirror:/nothing#memory:/"
            })
    void malformedLocationIsRefusedWithAnExample(String location) {
        assertThatThrownBy(() -> open(location))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Write such as");
    }

    @Test
    void messageAboutThePartsRepeatsNoSecret() {
        assertThatThrownBy(() -> open("cache:s3://key:hunter2@bucket/#relative"))
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> open("mirror:memory:/#nosuch://key:hunter2@host/"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void cacheDirectoryThatIsAFileIsAFailure() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> open("cache:memory:/#" + file + "?size=1MiB"))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("read cache");
    }

    /** Opens {@code plugin:} locations; found only where a test says so. */
    public static final class PluginProvider implements BlobStoreProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("plugin:");
        }

        @Override
        public BlobStore open(URI location, InstantSource clock) {
            return LocationsTest.open("memory:/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mirror:plugin:/#memory:/", "mirror:memory:/#plugin:/", "cache:plugin:/#DIRECTORY?size=1MiB"})
    void partsAreOpenedByWhatTheClassLoaderOfTheRegistryHas(String location) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(BlobStoreProvider.class.getName()), PluginProvider.class.getName());
        URI blobs = URI.create(
                location.replace("DIRECTORY", directory.resolve("cache").toString()));
        URL[] path = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, LocationsTest.class.getClassLoader());
                Registry registry = builder(blobs).classLoader(loader).open()) {
            assertThat(registry.repositories()).isEmpty();
        }
        assertThatThrownBy(() -> builder(blobs).open())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("plugin:");
    }

    private static RegistryConfiguration.Builder builder(URI blobs) {
        return Registry.builder().metadata(URI.create("memory:/")).blobs(blobs);
    }

    private static BlobStore open(String location) {
        return Services.of(BlobStoreProvider.class, LocationsTest.class.getClassLoader())
                .forLocation(location, BlobStoreProvider::schemes)
                .open(URI.create(location), InstantSource.system());
    }
}
