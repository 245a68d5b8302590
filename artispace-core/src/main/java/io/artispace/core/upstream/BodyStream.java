package io.artispace.core.upstream;

import io.artispace.core.content.OneByte;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by one thread while the client's threads bring more of it. The client brings pieces of 16 KiB. The stream
 * that the JDK offers has it bring the next piece only when the last one was read, and so wakes all threads for each piece. This one
 * has it bring some pieces ahead.
 *
 * <p>Reading fails when the upstream sends too little for too long: less than a kibibyte within the time that it may be idle. So one
 * that sends a byte now and then is given up, too.
 *
 * <p>One thread reads; any may close it meanwhile, whereupon reading fails, and also before its first piece came, whereupon none does.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    private static final int AHEAD = 16;
    private static final int LEAST = 1024;
    private static final List<ByteBuffer> END = List.of();

    private final long idleNanos;
    private final BlockingQueue<List<ByteBuffer>> brought = new LinkedBlockingQueue<>();
    private List<ByteBuffer> current = END;
    private int next;
    private int taken = AHEAD - 1;
    private boolean ended;
    /**
     * How many bytes came, and for how long they were waited for, since enough had come last. Only time spent waiting counts, since a slow
     * reader is not the upstream's fault.
     */
    private int received;

    private long waitedNanos;
    private Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private volatile boolean arriving;

    /** @param idle for how long too little may come */
    BodyStream(Duration idle) {
        this.idleNanos = TimeUnit.NANOSECONDS.convert(idle);
    }

    /** Notes that the answer whose body this is has begun. */
    BodyStream arrives() {
        arriving = true;
        return this;
    }

    /** Tells whether the answer has begun. */
    boolean isArriving() {
        return arriving;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscribed) {
        boolean wanted;
        synchronized (this) {
            wanted = !closed && subscription == null;
            subscription = wanted ? subscribed : subscription;
        }
        if (wanted) {
            // No more than this before somebody reads. Otherwise a body that breaks off at once would look like an
            // answer that never began.
            subscribed.request(1);
        } else {
            subscribed.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        if (!pieces.isEmpty()) {
            brought.add(pieces);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        brought.add(END);
    }

    @Override
    public void onComplete() {
        brought.add(END);
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        ByteBuffer piece = piece();
        if (piece == null) {
            return -1;
        }
        int read = Math.min(count, piece.remaining());
        piece.get(bytes, offset, read);
        return read;
    }

    /** Returns the piece that is being read, which has something left; null at the end. */
    private @Nullable ByteBuffer piece() throws IOException {
        while (true) {
            if (closed) {
                throw new IOException("The answer was closed while it was read");
            }
            if (next < current.size()) {
                ByteBuffer piece = current.get(next);
                if (piece.hasRemaining()) {
                    return piece;
                }
                next++;
            } else if (ended) {
                rethrow();
                return null;
            } else {
                current = await();
                next = 0;
                ended = current.isEmpty();
                askForMore();
            }
        }
    }

    private void rethrow() throws IOException {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IOException(String.valueOf(thrown.getMessage()), thrown);
        }
    }

    private List<ByteBuffer> await() throws IOException {
        List<ByteBuffer> pieces = brought.poll();
        if (pieces == null) {
            pieces = awaitNext();
        }
        for (ByteBuffer piece : pieces) {
            received += piece.remaining();
        }
        if (received >= LEAST) {
            received = 0;
            waitedNanos = 0;
        }
        return pieces;
    }

    private List<ByteBuffer> awaitNext() throws IOException {
        long begin = System.nanoTime();
        List<ByteBuffer> pieces;
        try {
            pieces = brought.poll(idleNanos - waitedNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("Reading an answer was interrupted", e);
        }
        if (pieces == null) {
            close();
            throw new IOException("it sent too little for too long");
        }
        waitedNanos += System.nanoTime() - begin;
        return pieces;
    }

    /** Asks for several pieces at a time, so that the client is not woken for each. */
    private void askForMore() {
        taken++;
        if (ended || taken < AHEAD / 2) {
            return;
        }
        Flow.Subscription source;
        synchronized (this) {
            source = subscription;
        }
        if (source != null) {
            source.request(taken);
        }
        taken = 0;
    }

    /** Ends the connection if some of the body has not come yet. */
    @Override
    public void close() {
        Flow.Subscription source;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            source = subscription;
        }
        // Does nothing if the whole body has come; the connection then serves the next request.
        if (source != null) {
            source.cancel();
        }
        brought.add(END);
    }
}
