package io.artispace.core.proxy.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader gets of a file while the file arrives. */
@Timeout(60)
final class ArrivingStreamTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6};

    private final Feed feed = new Feed();
    private boolean ended;
    private boolean stored;

    private ArrivingStream stream(Runnable end) {
        return new ArrivingStream(feed, CONTENT.length, end, () -> {
            stored = true;
            return Body.bytes(CONTENT);
        });
    }

    private void put(int from, int to) throws InterruptedException {
        feed.put(Arrays.copyOfRange(CONTENT, from, to));
    }

    @ParameterizedTest(name = "the last chunk begins at {0}")
    @ValueSource(ints = {2, 5})
    void bytesThatCameAreNotReadFromTheStoreAndTheLastOneWaitsForTheEnd(int last) throws Exception {
        put(0, last);
        put(last, CONTENT.length);
        try (ArrivingStream in = stream(() -> ended = true)) {
            assertThat(in.readNBytes(CONTENT.length - 1)).containsExactly(1, 2, 3, 4, 5);
            assertThat(in.available()).isZero();
            assertThat(ended).isFalse();

            assertThat(in.read()).isEqualTo(6);
            assertThat(ended).isTrue();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(stored).isFalse();
        }
    }

    @Test
    void aFileThatIsNotStoredInTheEndIsCutShort() throws Exception {
        put(0, CONTENT.length);
        try (ArrivingStream in = stream(() -> {
            throw new UpstreamFailedException("It has another digest.");
        })) {
            assertThat(in.readNBytes(CONTENT.length - 1)).containsExactly(1, 2, 3, 4, 5);

            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("It has another digest.");
        }
    }

    @Test
    void bytesThatAreThereAreReadWithoutWaiting() throws Exception {
        try (ArrivingStream in = stream(() -> {})) {
            assertThat(in.available()).isZero();
            put(0, 2);
            assertThat(in.available()).isEqualTo(2);
            assertThat(in.read()).isEqualTo(1);
            assertThat(in.available()).isEqualTo(1);
        }
    }

    @Test
    void readerThatGetsNoMoreBytesReadsTheRestFromTheStore() throws Exception {
        put(0, 3);
        feed.end();
        try (ArrivingStream in = stream(() -> {})) {
            assertThat(in.readAllBytes()).containsExactly(CONTENT);
            assertThat(stored).isTrue();
        }
    }
}
