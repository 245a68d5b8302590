package io.artispace.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Limits;
import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.blob.Blob;
import io.artispace.core.Fixture;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files in a distant store: a download costs one request, and lost bytes are reported as clearly as in a near one. */
final class FarBlobsTest {
    private static final String LARGE = "0123456789".repeat(BlobReader.SMALL / 10 + 1);

    private final FarStore store = new FarStore();
    private final Fixture fixture = new Fixture(Registry.builder().blobs(store));

    @BeforeEach
    void publish() {
        fixture.publish("1", "small", "a few bytes", Overwrite.SAME);
        fixture.publish("1", "large", LARGE, Overwrite.SAME);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
        store.close();
    }

    @Test
    void readingLooksNothingUp() throws IOException {
        assertThat(text(file("small").body())).isEqualTo("a few bytes");
        assertThat(text(file("large").body())).isEqualTo(LARGE);
        assertThat(text(file("large").body().slice(5, 10))).isEqualTo("5678901234");
        assertThat(store.lookUps()).isZero();
    }

    @Test
    void partOfAFileThatWasReadBeforeIsReadAlone() throws IOException {
        assertThat(text(file("large").body())).isEqualTo(LARGE);
        store.opened();

        assertThat(text(file("large").body().slice(5, 10))).isEqualTo("5678901234");

        assertThat(store.opened()).isEqualTo(10);
    }

    @Test
    void partsOfOneAnswerAreCheckedOnceAlsoWithoutMemory() throws IOException {
        try (FarStore far = new FarStore();
                Fixture forgetful = new Fixture(
                        Registry.builder().blobs(far).limits(Limits.defaults().withCacheSize(0)))) {
            forgetful.publish("1", "large", LARGE, Overwrite.SAME);
            Body body = forgetful
                    .repository()
                    .file(Fixture.path("1", "large"))
                    .orElseThrow()
                    .body();
            far.opened();

            for (int first = 0; first < 5; first++) {
                assertThat(text(body.slice(first, 1))).isEqualTo(Integer.toString(first));
            }

            assertThat(far.opened()).as("once all of it, then each part").isEqualTo(LARGE.length() + 5);
        }
    }

    @Test
    void lostBytesAreToldWhenTheyAreAskedForAtTheLatest() throws IOException {
        deleteAll();

        assertThatThrownBy(() -> file("small").body())
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("small\" are missing in the blob store. Restore blob ");
        assertThatThrownBy(() -> file("large").open())
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("large\" are missing in the blob store. Restore blob ");
    }

    @Test
    void bytesOfAnotherSizeAreDamage() {
        store.damage();

        for (String name : List.of("small", "large")) {
            assertThatThrownBy(() -> file(name).open())
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining(name + "\" are damaged");
        }
    }

    @Test
    void noRedirectLeadsToLostBytes() throws IOException {
        Body unread = file("large").body();
        assertThat(unread.link(Duration.ofMinutes(1), "text/plain")).isPresent();
        text(unread);
        Body sound = file("large").body();
        assertThat(sound.link(Duration.ofMinutes(1), "text/plain")).isPresent();
        deleteAll();

        for (Body body : List.of(unread, sound)) {
            assertThatThrownBy(() -> body.link(Duration.ofMinutes(1), "text/plain"))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("missing");
        }
    }

    private StoredFile file(String name) {
        return fixture.repository().file(Fixture.path("1", name)).orElseThrow();
    }

    private void deleteAll() throws IOException {
        try (Stream<Blob> all = store.list()) {
            for (Blob blob : all.toList()) {
                store.delete(blob.digest());
            }
        }
    }

    private static String text(Body body) throws IOException {
        try (InputStream in = body.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
