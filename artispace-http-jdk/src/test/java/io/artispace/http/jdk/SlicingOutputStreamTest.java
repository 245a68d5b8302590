package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * In how many writes what is in memory goes to the JDK's server, which keeps a buffer for each connection as large as the largest asks for.
 */
class SlicingOutputStreamTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private final List<Integer> writes = new ArrayList<>();

    @Test
    void smallPieceIsOneWriteAndALargeOneSeveral() throws IOException {
        byte[] bytes = new byte[250];
        bytes[249] = 1;
        ByteArrayOutputStream sent = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] from, int offset, int length) {
                writes.add(length);
                super.write(from, offset, length);
            }
        };
        SlicingOutputStream slicing = new SlicingOutputStream(sent, 100);

        slicing.write(bytes, 0, 100);
        slicing.write(bytes, 0, 250);

        assertThat(writes).containsExactly(100, 100, 100, 50);
        assertThat(sent.toByteArray()).hasSize(350).endsWith(1);
    }

    @Test
    void aSmallHeapGivesTheBuffersOfConnectionsLittle() {
        assertThat(SlicingOutputStream.size(64 * MEBIBYTE)).isEqualTo(64 * 1024);
        assertThat(SlicingOutputStream.size(512 * MEBIBYTE)).isEqualTo(128 * 1024);
        assertThat(SlicingOutputStream.size(1024 * MEBIBYTE)).isEqualTo(256 * 1024);
        assertThat(SlicingOutputStream.size(Long.MAX_VALUE)).isEqualTo(1024 * 1024);
    }
}
