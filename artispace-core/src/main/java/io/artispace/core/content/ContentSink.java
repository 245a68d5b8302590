package io.artispace.core.content;

import io.artispace.Publication;
import io.artispace.TooLargeException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.steps.Closing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/**
 * Receives one content: collects it in buffers, and writes each to the blob store once. The digests of a large content are computed beside
 * that, some buffers behind at most.
 */
public final class ContentSink extends Publication.Sink {
    private static final int SMALL_BUFFER = 16 * 1024;
    private static final int BUFFER = 256 * 1024;
    private static final int MOST_BUSY = 4;

    private final BlobStore blobs;
    private final BlobUpload upload;
    private final ContentDigester digester;
    private final long maxSize;
    private final BiConsumer<ContentSink, StagedContent> finished;
    private byte[] current = new byte[SMALL_BUFFER];
    private final Deque<Busy> busy = new ArrayDeque<>();
    private int filled;
    private boolean open = true;

    /** A buffer, and what the digests still have to do with it. */
    private record Busy(byte[] buffer, List<Future<?>> work) {}

    /**
     * Begins an upload.
     *
     * @param algorithms the digests to compute, SHA-256 among them whatever is asked for
     * @param maxSize the most bytes that are taken
     * @param finished is told of this and the content once that is finished; until then whoever began this closes it
     */
    public ContentSink(
            BlobStore blobs,
            Set<DigestAlgorithm> algorithms,
            long maxSize,
            BiConsumer<ContentSink, StagedContent> finished)
            throws IOException {
        // First: this fails if Java lacks one of the algorithms, and there must be no open upload then.
        this.digester = new ContentDigester(algorithms);
        this.blobs = blobs;
        this.upload = blobs.beginUpload();
        this.maxSize = maxSize;
        this.finished = finished;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        checkOpen();
        checkSize(length);
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, current.length - filled);
            System.arraycopy(bytes, from, current, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == current.length) {
                flushBuffer();
            }
        }
    }

    /** Returns the free part of the buffer, for a reader that fills it directly and then says {@link #received}. */
    public ByteBuffer free() {
        checkOpen();
        return ByteBuffer.wrap(current, filled, current.length - filled);
    }

    /** Takes over bytes that were put into {@link #free()}. */
    public void received(int count) {
        checkSize(count);
        filled += count;
        if (filled == current.length) {
            flushBuffer();
        }
    }

    private void checkSize(long more) {
        if (digester.size() + filled + more > maxSize) {
            throw new TooLargeException("The content is larger than " + maxSize
                    + " bytes, the largest file this registry accepts. Publish a smaller one, or raise the limit.");
        }
    }

    private void flushBuffer() {
        writeBuffer();
        current = nextBuffer();
        filled = 0;
    }

    private void writeBuffer() {
        List<Future<?>> work = digester.update(current, 0, filled);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(current, 0, filled);
            while (buffer.hasRemaining()) {
                upload.write(buffer);
            }
        } catch (IOException e) {
            throw BlobFailures.unstored(e);
        } finally {
            busy.add(new Busy(current, work));
        }
    }

    /** Most contents are small: buffers grow with them. */
    private byte[] nextBuffer() {
        Busy oldest = busy.element();
        if (busy.size() > MOST_BUSY || oldest.work().isEmpty()) {
            ContentDigester.await(busy.remove().work());
            if (oldest.buffer().length == BUFFER) {
                return oldest.buffer();
            }
        }
        return new byte[Math.min(2 * current.length, BUFFER)];
    }

    private void awaitDigests() {
        while (!busy.isEmpty()) {
            ContentDigester.await(busy.remove().work());
        }
    }

    @Override
    public StagedContent finish() {
        checkOpen();
        if (filled > 0) {
            writeBuffer();
        }
        awaitDigests();
        digester.close();
        StagedContent content = new StagedContent(blobs, upload, digester.size(), digester.finish());
        open = false;
        finished.accept(this, content);
        return content;
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        Closing closing = new Closing();
        closing.run(this::awaitDigests);
        closing.run(digester::close);
        closing.run(upload::close);
        try {
            closing.end();
        } catch (IOException e) {
            throw BlobFailures.unstored(e);
        }
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException("The content was finished or closed already");
        }
    }
}
