package io.artispace.storage.s3;

import io.artispace.blob.BlobSizeException;
import io.artispace.blob.RangeStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads a range of an object to its last byte. A connection that breaks off is replaced by one for the rest, a few times without progress
 * at most: the key names the content, so the rest belongs to what was read before. It never ends early as if it were complete.
 */
final class ResumingStream extends RangeStream {
    private static final int ATTEMPTS = 3;

    private final S3Blob blob;
    private int failures;
    private @Nullable ResponseInputStream<GetObjectResponse> current;

    /** Opens the range, of 1 byte or more. */
    ResumingStream(S3Blob blob, long offset, long length) throws IOException {
        super(offset, length);
        this.blob = blob;
        this.current = blob.bucket().open(blob, offset, length);
    }

    @Override
    protected int readSome(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            try {
                ResponseInputStream<GetObjectResponse> in = current;
                if (in == null) {
                    in = blob.bucket().open(blob, position(), remaining());
                    current = in;
                }
                int count = in.read(bytes, offset, length);
                if (count > 0) {
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
        // Not retried here: the SDK has retried requests without an answer. Only answers that break off are resumed
        // here.
        if (isFinal(cause) || failures >= ATTEMPTS) {
            throw cause instanceof IOException already
                    ? already
                    : new IOException(
                            "Cannot read the object " + blob.key() + ": S3 broke off " + remaining()
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
        return in == null ? 0 : (int) Math.min(in.available(), remaining());
    }

    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> in = current;
        if (in != null && remaining() == 0) {
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
