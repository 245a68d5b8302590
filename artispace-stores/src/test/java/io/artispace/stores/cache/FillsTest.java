package io.artispace.stores.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillsTest {
    private static final int READERS = 12;

    @TempDir
    Path directory;

    @Test
    void readersOfAnOriginThatDoesNotAnswerDoNotWaitForEachOther() throws Exception {
        Content content = Content.random(900_000, 1);
        CyclicBarrier waiting = new CyclicBarrier(READERS - 2);
        AtomicInteger asked = new AtomicInteger();
        Blob origin = new Failing(content, () -> {
            if (asked.incrementAndGet() > 2) {
                waiting.await(20, TimeUnit.SECONDS);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (CacheDirectory copies = CacheDirectory.open(directory, 1_000_000, InstantSource.system())) {
            Fills fills = new Fills(copies);
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                InputStream in = fills.open(origin).orElseThrow();
                readers.add(threads.submit(() -> {
                    try (in) {
                        assertThatThrownBy(in::readAllBytes).hasMessage("on purpose");
                    }
                    return null;
                }));
            }

            for (Future<?> reader : readers) {
                reader.get();
            }
            assertThat(waiting.isBroken()).isFalse();
        } finally {
            threads.shutdownNow();
        }
        assertThat(directory.resolve("fetching")).isEmptyDirectory();
    }

    /** A blob that cannot be read: whoever tries waits for something, and is told so then. */
    private record Failing(Content content, Waiting waiting) implements Blob {
        private interface Waiting {
            void await() throws Exception;
        }

        @Override
        public Digest digest() {
            return content.sha256();
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public InputStream open(long offset, long length) {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    return read(new byte[1], 0, 1);
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    try {
                        waiting.await();
                    } catch (Exception e) {
                        throw new IOException("nobody else waits", e);
                    }
                    throw new IOException("on purpose");
                }
            };
        }
    }
}
