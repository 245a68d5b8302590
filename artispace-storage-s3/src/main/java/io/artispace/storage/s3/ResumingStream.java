package io.artispace.storage.s3;

import io.artispace.blob.BlobSizeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads a range of an object to its last byte. A connection that breaks off is replaced by one for the rest, a few times without progress at
 * most: the key names the content, so the rest belongs to what was read before. It never ends early as if it were complete.
 */
final class ResumingStream extends InputStream {
    private static final int ATTEMPTS = 3;

    private final S3Blob blob;
    private final long end;
    private long position;
    private int failures;
    private @Nullable ResponseInputStream<GetObjectResponse> current;

    /** Opens the range, of 1 byte or more. */
    ResumingStream(S3Blob blob, long offset, long length) throws IOException {
        this.blob = blob;
        this.position = offset;
        this.end = offset + length;
        this.current = blob.bucket().open(blob, offset, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        while (true) {
            try {
                ResponseInputStream<GetObjectResponse> in = current;
                if (in == null) {
                    in = blob.bucket().open(blob, position, end - position);
                    current = in;
                }
                int count = in.read(bytes, offset, wanted);
                if (count > 0) {
                    position += count;
                    failures = 0;
                    return count;
                }
                failed(null);
            } catch (IOException | SdkException e) {
                failed(e);
            }
        }
    }

    private void failed(@Nullable Exception cause) throws IOException {
        drop();
        failures++;
        // The SDK has retried what was not answered at all; only answers that break off are ours.
        if (isFinal(cause) || failures >= ATTEMPTS) {
            throw cause instanceof IOException already
                    ? already
                    : new IOException(
                            "Cannot read the object " + blob.key() + ": S3 broke off " + (end - position)
                                    + " bytes before the end.",
                            cause);
        }
    }

    private static boolean isFinal(@Nullable Exception cause) {
        return cause instanceof S3Failure
                || cause instanceof NoSuchFileException
                || cause instanceof BlobSizeException
                || Thread.currentThread().isInterrupted();
    }

    @Override
    public int available() throws IOException {
        ResponseInputStream<GetObjectResponse> in = current;
        return in == null ? 0 : (int) Math.min(in.available(), end - position);
    }

    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> in = current;
        if (in != null && position == end) {
            current = null;
            in.close();
        } else {
            drop();
        }
    }

    /** Gives the connection up; closing it properly would read all that is left of the answer. */
    private void drop() {
        ResponseInputStream<GetObjectResponse> in = current;
        current = null;
        if (in != null) {
            in.abort();
        }
    }
}
