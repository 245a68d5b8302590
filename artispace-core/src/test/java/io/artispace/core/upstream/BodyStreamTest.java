package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BodyStreamTest {
    private final BodyStream body = new BodyStream(Duration.ofMinutes(5));
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private final Flow.Subscription source = new Flow.Subscription() {
        @Override
        public void request(long count) {
            wanted.addAndGet(count);
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    };

    private static List<ByteBuffer> pieces(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return List.of(ByteBuffer.wrap(bytes), ByteBuffer.allocate(0));
    }

    @Test
    void bytesAreReadInOrderUpToTheEnd() throws IOException {
        body.onSubscribe(source);
        body.onNext(pieces(1, 2));
        body.onNext(pieces());
        body.onNext(pieces(255));
        body.onComplete();

        assertThat(body.read()).isEqualTo(1);
        assertThat(body.readAllBytes()).containsExactly(2, 255);
        assertThat(body.read()).isEqualTo(-1);
        body.close();
    }

    @Test
    void theClientIsSomePiecesAheadOfItsReaderAndNoMore() throws IOException {
        body.onSubscribe(source);
        assertThat(wanted).as("before anybody reads").hasValue(1);
        long most = 0;
        for (int i = 1; i <= 1000; i++) {
            body.onNext(pieces(1));
            body.read();
            most = Math.max(most, wanted.get() - i);
            assertThat(wanted).hasValueGreaterThan(i);
        }

        assertThat(most).isBetween(2L, 16L);
        body.close();
        assertThat(cancelled).isTrue();
    }

    @Test
    void aBodyThatBreaksOffFailsAfterWhatCameOfItAndEachTimeItIsReadOn() throws IOException {
        body.onSubscribe(source);
        body.onNext(pieces(1));
        body.onError(new EOFException("on purpose"));

        assertThat(body.read()).isEqualTo(1);
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("on purpose");
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("on purpose");
        body.close();
    }

    @Test
    void waitingReaderFailsWhenAnotherThreadCloses() throws Exception {
        body.onSubscribe(source);
        body.onNext(pieces(1));
        body.read();
        Thread closer = new Thread(body::close);
        closer.start();

        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        closer.join();
        assertThat(cancelled).isTrue();
    }

    @Test
    void bodyFailsOnlyForBytesThatAreWaitedForTooLong() throws IOException {
        BodyStream impatient = new BodyStream(Duration.ZERO);
        impatient.onSubscribe(source);
        impatient.onNext(pieces(1, 2));

        assertThat(impatient.read()).isEqualTo(1);
        assertThat(impatient.read()).isEqualTo(2);
        assertThatThrownBy(impatient::read).isInstanceOf(IOException.class).hasMessageContaining("too little");
        assertThat(cancelled).isTrue();
    }

    @Test
    void bodyClosedBeforeItArrivesIsNotReceived() {
        body.close();
        body.onSubscribe(source);

        assertThat(cancelled).isTrue();
        assertThat(wanted).hasValue(0);
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }

    @Test
    void interruptedReaderStops() {
        body.onSubscribe(source);
        Thread.currentThread().interrupt();

        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancelled).isTrue();
    }
}
