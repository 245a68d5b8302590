package io.artispace.core.repository;

import static io.artispace.core.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.core.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever closes several things closes all of them. */
final class ClosingTest {
    @TempDir
    private Path directory;

    /** A file that is closed and says that it could not be. */
    private static final class Failing extends RandomAccessFile {
        Failing(Path path) throws IOException {
            super(path.toFile(), "rw");
        }

        @Override
        public void close() throws IOException {
            super.close();
            throw new IOException("on purpose");
        }
    }

    @Test
    void overflowIsClosedWhateverBecomesOfItsFiles() throws IOException {
        Overflow overflow = new Overflow();
        List<SpilledBody> bodies = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            RandomAccessFile file = new Failing(directory.resolve(name));
            file.write(1);
            bodies.add(overflow.keep(new SpilledBody(new SpilledBody.Bytes(file), 0, 1)));
        }

        assertThatThrownBy(overflow::close)
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessage("on purpose")
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(2));

        for (SpilledBody body : bodies) {
            try (InputStream in = body.open()) {
                assertThatThrownBy(in::read).isInstanceOf(IOException.class);
            }
        }
        overflow.close();
    }

    @Test
    void publicationIsClosedWhateverBecomesOfItsUploads() {
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

            assertThatThrownBy(publication::close)
                    .isInstanceOf(StorageFailedException.class)
                    .rootCause()
                    .hasMessage("on purpose");

            assertThat(store.closes()).isEqualTo(4);
        }
    }
}
