package io.artispace.format.npm.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A tarball's bytes pass through; they are never held. */
class StreamingTest {
    private static final int BLOCK = 3 * 64 * 1024;
    private static final int BLOCKS = 1100;

    @Test
    void aTarballOf200MegabytesIsStagedWithoutBeingHeld() {
        byte[] block = new byte[BLOCK];
        new Random(1).nextBytes(block);
        String head = "{\"_attachments\":{\"app-1.0.0.tgz\":{\"data\":\"";
        String tail = "\",\"length\":" + (long) BLOCK * BLOCKS + "}},\"_id\":\"app\"}";
        InputStream body = new SequenceInputStream(Collections.enumeration(
                List.of(text(head), new Repeating(Base64.getEncoder().encode(block), BLOCKS), text(tail))));
        CountingPublication publication = new CountingPublication();

        PackageDocument document = PackageDocumentReader.read(body, publication);

        assertThat(document.attachments()).hasSize(1);
        assertThat(document.attachments().get(0).content().size()).isEqualTo((long) BLOCK * BLOCKS);
        assertThat(document.text("_id")).isEqualTo("app");
        assertThat(publication.largestWrite()).isLessThan(64 * 1024);
        assertThat(publication.checksum()).isEqualTo(CountingPublication.checksum(block, BLOCKS));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same bytes several times over. */
    private static final class Repeating extends InputStream {
        private final byte[] bytes;
        private final long end;
        private long position;

        Repeating(byte[] bytes, int times) {
            this.bytes = bytes;
            this.end = (long) bytes.length * times;
        }

        @Override
        public int read() {
            return position == end ? -1 : bytes[(int) (position++ % bytes.length)] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int from = (int) (position % bytes.length);
            int count = (int) Math.min(Math.min(length, bytes.length - from), end - position);
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            System.arraycopy(bytes, from, buffer, offset, count);
            position += count;
            return count;
        }
    }
}
