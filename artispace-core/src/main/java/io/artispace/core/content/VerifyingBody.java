package io.artispace.core.content;

import io.artispace.FilePath;
import io.artispace.blob.Blob;
import io.artispace.exchange.Body;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A body whose digest is checked while it is read. The last byte is withheld until the digest agrees, so damaged content is cut short:
 * it can never be taken for complete. A slice is handed out only after the whole blob was checked, which is done once for all slices of
 * an answer.
 */
final class VerifyingBody implements Body {
    private final Blob blob;
    private final FilePath path;
    private final BlobReader reader;

    /** Remembered here too, because the memory of the reader may be small, or switched off. */
    private volatile boolean sound;

    VerifyingBody(Blob blob, FilePath path, BlobReader reader) {
        this.blob = blob;
        this.path = path;
        this.reader = reader;
    }

    @Override
    public long length() {
        return blob.size();
    }

    @Override
    public InputStream open() throws IOException {
        return new CheckedStream(blob.open());
    }

    @Override
    public Body slice(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, blob.size());
        return new Slice(this, offset, length);
    }

    /** Not checked here: the client reads from the store, which checked the digest when the blob was stored. */
    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        return blob.link(validity, contentType);
    }

    private void check() throws IOException {
        if (!sound && !reader.isSound(blob.digest())) {
            try (InputStream in = open()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private record Slice(VerifyingBody whole, long offset, long length) implements Body {
        @Override
        public InputStream open() throws IOException {
            whole.check();
            return whole.blob.open(offset, length);
        }

        @Override
        public Body slice(long from, long size) {
            Objects.checkFromIndexSize(from, size, length);
            return new Slice(whole, offset + from, size);
        }
    }

    private final class CheckedStream extends FilterInputStream {
        private final MessageDigest digest = blob.digest().algorithm().newMessageDigest();
        private long left = blob.size();

        CheckedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return OneByte.of(this);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new IOException(BlobReader.damaged(path, blob.digest()).getMessage());
            }
            digest.update(bytes, offset, count);
            left -= count;
            if (left == 0) {
                if (!Arrays.equals(digest.digest(), blob.digest().bytes())) {
                    throw new IOException(
                            BlobReader.damaged(path, blob.digest()).getMessage());
                }
                sound = true;
                reader.foundSound(blob.digest());
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, 8192)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
