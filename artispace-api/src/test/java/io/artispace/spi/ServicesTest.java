package io.artispace.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.Registry;
import io.artispace.blob.BlobStore;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServicesTest {
    @TempDir
    private Path services;

    /** A provider of the scheme {@code one:}. */
    public static class One implements BlobStoreProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("one:", "one:special:");
        }

        @Override
        public BlobStore open(URI location, InstantSource clock) {
            throw new InvalidInputException("never opened");
        }
    }

    /** Another provider of the same schemes. */
    public static final class Other extends One {}

    /** A provider that cannot be made. */
    public static final class Broken extends One {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("no luck");
        }
    }

    /** A service that the class path of this test has a provider of. */
    public interface Greeting {}

    /** That provider. */
    public static final class Hello implements Greeting {}

    private Services<BlobStoreProvider> of(Class<?>... providers) throws IOException {
        Path file = services.resolve("META-INF/services/" + BlobStoreProvider.class.getName());
        Files.createDirectories(file.getParent());
        StringBuilder lines = new StringBuilder();
        for (Class<?> provider : providers) {
            lines.append(provider.getName()).append('\n');
        }
        Files.writeString(file, lines);
        ClassLoader loader = new URLClassLoader(
                new URL[] {services.toUri().toURL()}, getClass().getClassLoader());
        return Services.of(BlobStoreProvider.class, loader);
    }

    @Test
    void withoutAProviderTheMessageNamesTheArtifactToAdd() {
        assertThatThrownBy(() -> Registry.open(services))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("io.artispace:artispace-core");
    }

    @Test
    void theProviderWithTheLongestSchemeIsTaken() throws IOException {
        assertThat(of(One.class).forLocation("one:special:x", BlobStoreProvider::schemes))
                .isInstanceOf(One.class);
        assertThat(of(One.class).forLocation("ONE:x", BlobStoreProvider::schemes))
                .isInstanceOf(One.class);
    }

    @Test
    void anUnknownSchemeNamesThoseThatAreThereAndNoSecret() throws IOException {
        Services<BlobStoreProvider> found = of(One.class);

        assertThatThrownBy(() -> found.forLocation("two://user:password@host/?key=secret", BlobStoreProvider::schemes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("one:")
                .hasMessageContaining("artispace-storage-fs")
                .hasMessageNotContaining("password")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlserver://host;user=sa;password=s3cret",
                "jdbc:oracle:thin:scott/s3cret@//host:1521/x",
                "two://user:s3/cret@host/",
                "mirror:file:///a#two://user:s3cret@host/"
            })
    void anUnknownSchemeInAnotherSpellingShowsNoSecretEither(String location) throws IOException {
        Services<BlobStoreProvider> found = of(One.class);

        assertThatThrownBy(() -> found.forLocation(location, BlobStoreProvider::schemes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(location.substring(0, location.indexOf(':') + 1))
                .hasMessageNotContaining("s3");
    }

    @Test
    void aPathInThePlaceOfALocationIsToldWhatALocationBeginsWith() throws IOException {
        Services<BlobStoreProvider> found = of(One.class);

        assertThatThrownBy(() -> found.forLocation("/var/lib/blobs", BlobStoreProvider::schemes))
                .hasMessageContaining("there are [one:, one:special:]. Begin the location with one of these");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket, artispace-storage-s3",
        "cache:s3://bucket#/c, artispace-stores",
        "MIRROR:file:///a#s3://b, artispace-stores"
    })
    void aKnownSchemeWhoseModuleIsMissingNamesThat(String location, String artifact) throws IOException {
        Services<BlobStoreProvider> found = of(One.class);

        assertThatThrownBy(() -> found.forLocation(location, BlobStoreProvider::schemes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("add io.artispace:" + artifact + " ");
    }

    @Test
    void twoProvidersOfOneSchemeAreRefused() throws IOException {
        Services<BlobStoreProvider> found = of(One.class, Other.class);

        assertThatThrownBy(() -> found.forLocation("one:x", BlobStoreProvider::schemes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Other");
        assertThatThrownBy(() -> found.only("x")).hasMessageContaining("Remove all but one");
        assertThatThrownBy(() -> found.all(provider -> "same")).hasMessageContaining("\"same\"");
    }

    @Test
    void aProviderThatCannotBeLoadedIsNamed() throws IOException {
        Services<BlobStoreProvider> found = of(Broken.class);

        assertThatThrownBy(() -> found.only("x"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Broken")
                .hasMessageContaining("no luck")
                .hasMessageContaining("Add what it needs");
    }

    @Test
    void aProviderThatWasFoundBeforeIsMadeAnew() {
        Services<Greeting> found = Services.of(Greeting.class, Services.class.getClassLoader());

        Greeting first = found.only("x");
        Greeting second = found.only("x");

        assertThat(first).isInstanceOf(Hello.class).isNotSameAs(second);
        assertThat(second).isInstanceOf(Hello.class);
    }
}
