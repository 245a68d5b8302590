package io.artispace.exchange;

import io.artispace.blob.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of a response: a known number of bytes, opened only when it is written. It holds no resource until then, so a body that
 * is never written need not be closed. May be written several times, also at once.
 */
public interface Body {
    /** {@return the exact number of bytes} */
    long length();

    /**
     * Opens the content.
     *
     * @return a stream of {@link #length()} bytes that the caller closes
     * @throws IOException if the content cannot be read
     */
    InputStream open() throws IOException;

    /**
     * Tells whether the content may still be on its way here. A front then sends on what each read of {@link #open()} returns, without
     * waiting for more, since the next bytes may take long. The stream's {@link InputStream#available()} tells how many can be read without
     * waiting.
     *
     * @return whether reading may wait for another machine; false unless a body says otherwise
     */
    default boolean isArriving() {
        return false;
    }

    /**
     * Returns a part of this body.
     *
     * @param offset the first byte
     * @param length the number of bytes
     * @return a body of exactly these bytes
     * @throws IndexOutOfBoundsException if they are not within this body
     */
    Body slice(long offset, long length);

    /**
     * Writes the content.
     *
     * @param out where to; neither flushed nor closed
     * @throws IOException if reading or writing fails. If it fails half-way the front must abort the connection rather than end the
     *     response as if it were complete
     */
    default void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }

    /**
     * Returns the file whose bytes {@code [fileOffset, fileOffset + length)} are this body, for a front that has the operating system
     * send it.
     *
     * @return the file; empty if there is none, or if the bytes must still be checked while they are read
     */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** {@return where in {@link #file()} this body begins, in bytes} */
    default long fileOffset() {
        return 0;
    }

    /**
     * Makes an address from which a client may fetch this body itself, see {@link Blob#link}.
     *
     * @param validity how long the address answers
     * @param contentType the content type of what it answers
     * @return the address; empty if there is none
     * @throws IOException if the store cannot sign it
     */
    default Optional<URI> link(Duration validity, String contentType) throws IOException {
        return Optional.empty();
    }

    /** {@return a body without bytes} */
    static Body empty() {
        return bytes(new byte[0]);
    }

    /**
     * Returns a body of a text in UTF-8.
     *
     * @param text the text
     * @return the body
     */
    static Body text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a body of bytes in memory.
     *
     * @param bytes the bytes; not copied, so they must not change any more
     * @return the body
     */
    static Body bytes(byte[] bytes) {
        return new Bytes(bytes, 0, bytes.length);
    }

    /** A body in memory. */
    final class Bytes implements Body {
        private final byte[] bytes;
        private final int offset;
        private final int length;

        private Bytes(byte[] bytes, int offset, int length) {
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes, offset, length);
        }

        @Override
        public Body slice(long from, long size) {
            Objects.checkFromIndexSize(from, size, length);
            return new Bytes(bytes, offset + (int) from, (int) size);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes, offset, length);
        }
    }

    /**
     * Returns a body of a blob's bytes, unchecked.
     *
     * @param blob the blob
     * @return the body
     */
    static Body blob(Blob blob) {
        return new BlobBody(blob, 0, blob.size());
    }
}
