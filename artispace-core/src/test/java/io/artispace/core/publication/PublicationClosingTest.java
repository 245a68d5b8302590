package io.artispace.core.publication;

import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.core.Fixture;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class PublicationClosingTest {
    /** A publication may be of thousands of files. */
    @Test
    void buffersOfStagedContentsAreReleased() {
        try (Fixture fixture = new Fixture();
                Publication publication = fixture.repository().publish()) {
            WeakReference<Publication.Sink> finished = new WeakReference<>(finished(publication));

            Awaitility.await().untilAsserted(() -> {
                System.gc();
                assertThat(finished.get()).isNull();
            });
        }
    }

    private static Publication.Sink finished(Publication publication) {
        Publication.Sink sink = publication.stage();
        sink.finish();
        return sink;
    }

    @Test
    void publicationIsClosedWhateverBecomesOfItsUploads() throws IOException {
        try (SlowStore store = new SlowStore(1, () -> {});
                Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            store.beforeClose(() -> {
                throw new IOException("on purpose");
            });
            Publication publication = fixture.repository().publish();
            for (String content : List.of("one", "two", "three")) {
                assertThat(publication.stage(bytes(content)).size()).isPositive();
            }
            assertThat(publication.stage()).isNotNull();

            publication.close();

            assertThat(store.closes()).isEqualTo(4);
        }
    }

    @Test
    void publicationThatWasCommittedSucceedsWhateverBecomesOfWhatIsNotNeeded() throws IOException {
        try (SlowStore store = new SlowStore(1, () -> {});
                Fixture fixture = new Fixture(Registry.builder().blobs(store))) {
            fixture.publish("1", "a", "content", Overwrite.SAME);
            store.beforeClose(() -> {
                throw new IOException("on purpose");
            });

            fixture.publish("2", "a", "content", Overwrite.SAME);

            assertThat(fixture.repository().file(path("2", "a"))).isPresent();
        }
    }
}
