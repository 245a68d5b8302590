package io.artispace.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.artispace.exchange.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentSinkTest {
    private static final int MOST_IN_MEMORY = 1000;

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 999, 1000, 1001, 5000})
    void holdsWhatItWasGivenInMemoryOrInAFile(int size) throws IOException {
        byte[] document = new byte[size];
        for (int i = 0; i < size; i++) {
            document[i] = (byte) (i * 31 + i / 256);
        }
        try (Overflow overflow = new Overflow()) {
            DocumentSink sink = new DocumentSink(MOST_IN_MEMORY, overflow);
            byte[] buffer = new byte[97];
            for (int start = 0; start < size; start += 90) {
                int count = Math.min(90, size - start);
                System.arraycopy(document, start, buffer, 7, count);
                sink.write(buffer, 7, count);
                // As those do who use their buffer again.
                Arrays.fill(buffer, (byte) 0);
            }
            Body body = sink.finish();

            assertThat(body.length()).isEqualTo(size);
            assertThat(body instanceof SpilledBody).isEqualTo(size > MOST_IN_MEMORY);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            body.writeTo(out);
            assertThat(out.toByteArray()).isEqualTo(document);
        }
    }

    @Test
    void documentInSingleBytesTakesFewTimesItsRoom() throws IOException {
        int size = 100_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Overflow overflow = new Overflow()) {
            DocumentSink sink = new DocumentSink(size, overflow);
            byte[] one = new byte[1];
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < size; i++) {
                sink.write(one, 0, 1);
            }
            Body body = sink.finish();
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(body.length()).isEqualTo(size);
            assertThat(allocated).isLessThan(4L * size);
        }
    }
}
