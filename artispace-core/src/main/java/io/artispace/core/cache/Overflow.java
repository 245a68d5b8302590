package io.artispace.core.cache;

import io.artispace.core.steps.Closing;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Keeps what is too large for a cache's memory, in temporary files. If the operating system can do that, a file is deleted as soon as
 * it is open, so that nothing is left whatever becomes of this process. Its room on the disk is freed when nobody refers to it any
 * more, or when the cache is closed. Thread-safe.
 */
final class Overflow implements AutoCloseable {
    private final Set<SpilledBody> open = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Takes bytes that become one body. Used by one thread. */
    final class Spill {
        private final RandomAccessFile file;
        private final Path named;
        private long length;

        Spill() throws IOException {
            named = Files.createTempFile("artispace-", ".document");
            try {
                // Not a FileChannel: when one of its readers is interrupted, that is closed for all of them.
                file = new RandomAccessFile(named.toFile(), "rw");
            } finally {
                forget(named);
            }
        }

        void write(byte[] bytes, int offset, int count) throws IOException {
            file.write(bytes, offset, count);
            length += count;
        }

        /** Ends it. */
        SpilledBody finish() {
            return keep(new SpilledBody(new SpilledBody.Bytes(file), 0, length));
        }

        /** Gives everything up. */
        void abandon() throws IOException {
            file.close();
            forget(named);
        }
    }

    /** Some systems do not delete a file that is open; it is then deleted at the end of this process. */
    private static void forget(Path path) {
        File file = path.toFile();
        if (!file.delete() && file.exists()) {
            file.deleteOnExit();
        }
    }

    Spill begin() throws IOException {
        return new Spill();
    }

    /** Takes over a body, which is then closed with this, or with the last reference to it. */
    SpilledBody keep(SpilledBody body) {
        open.add(body);
        return body;
    }

    @Override
    public void close() {
        Closing closing = new Closing();
        synchronized (open) {
            open.forEach(body -> closing.run(body::close));
            open.clear();
        }
        try {
            closing.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
