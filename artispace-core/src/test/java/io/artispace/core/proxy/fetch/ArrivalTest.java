package io.artispace.core.proxy.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.Publication;
import io.artispace.StagedBlob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ArrivalTest {
    private static final byte[] CONTENT = content();

    private final Fetch fetch = new Fetch(FilePath.of("app/1.0/app.bin"));

    private static byte[] content() {
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        return content;
    }

    /** Keeps what is written. */
    private static final class Kept extends Publication.Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            bytes.write(value);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        @Override
        public StagedBlob finish() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    private Arrival arrival(byte[] content, long most) {
        return new Arrival(fetch, new ByteArrayInputStream(content), most);
    }

    @Test
    void theFirstBytesAreHandedOnBeforeThereIsAPlaceForThem() throws Exception {
        Feed reader = fetch.join().orElseThrow();
        fetch.begin(CONTENT.length);
        Arrival arrival = arrival(CONTENT, CONTENT.length);

        arrival.begin();

        byte[] first = reader.take();
        assertThat(first).isNotEmpty();
        assertThat(CONTENT).startsWith(first);
        Kept kept = new Kept();
        arrival.copyTo(kept);
        assertThat(kept.bytes.toByteArray()).isEqualTo(CONTENT);
        assertThat(arrival.length()).isEqualTo(CONTENT.length);
        assertThat(arrival.isPage()).isFalse();
    }

    @Test
    void bytesAreNotHandedOutBeforeTheFetchHasBegun() throws Exception {
        Feed reader = fetch.join().orElseThrow();

        arrival(CONTENT, CONTENT.length).copyTo(new Kept());

        assertThat(reader.waiting()).isZero();
    }

    @Test
    void moreThanIsTakenIsHandedToNobody() throws Exception {
        Feed reader = fetch.join().orElseThrow();
        fetch.begin(CONTENT.length);

        assertThatThrownBy(arrival(CONTENT, 10)::begin).hasMessageContaining("larger than 10 bytes");
        assertThat(reader.waiting()).isZero();
    }

    @Test
    void aPageIsRecognizedByItsBeginning() throws Exception {
        Arrival arrival = arrival("<html>".getBytes(StandardCharsets.US_ASCII), 10);

        arrival.copyTo(new Kept());

        assertThat(arrival.isPage()).isTrue();
    }
}
