package io.artispace.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverflowTest {
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
    void isClosedWhateverBecomesOfItsFiles() throws IOException {
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
}
