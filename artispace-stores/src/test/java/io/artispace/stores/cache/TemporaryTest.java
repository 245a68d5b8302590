package io.artispace.stores.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.testkit.Content;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryTest {
    private static final int SIZE = 200_000;
    private static final int READS = 600;

    @TempDir
    Path directory;

    /** An interrupt may come after the bytes were read, and close the file all the same. */
    @Test
    void readerThatIsInterruptedGetsAllBytesEachTime() throws Exception {
        Content content = Content.random(SIZE, 1);
        CompletableFuture<Integer> wrong = new CompletableFuture<>();
        try (Temporary file = new Temporary(directory.resolve("file"))) {
            file.write(ByteBuffer.wrap(content.bytes()), 0);
            Thread reader = new Thread(() -> {
                try {
                    int count = 0;
                    for (int i = 0; i < READS; i++) {
                        byte[] bytes = new byte[SIZE];
                        boolean all = file.read(ByteBuffer.wrap(bytes), 0) == SIZE;
                        count += all && Arrays.equals(bytes, content.bytes()) ? 0 : 1;
                    }
                    wrong.complete(count);
                } catch (Exception e) {
                    wrong.completeExceptionally(e);
                }
            });
            reader.start();
            while (reader.isAlive()) {
                reader.interrupt();
            }
            reader.join();
        }
        assertThat(wrong.get()).isZero();
        assertThat(directory).isEmptyDirectory();
    }
}
