package io.artispace.core.content;

import io.artispace.StorageFailedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads bytes back from the blob store for a format that looks into them. A failure of the store is no {@link IOException} here: a
 * parser of archives or documents would take that for damaged content, and blame the client.
 */
final class ReadBackStream extends FilterInputStream {
    ReadBackStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public long skip(long count) {
        try {
            return super.skip(count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static StorageFailedException failed(IOException cause) {
        return BlobFailures.unread("the bytes received", cause);
    }
}
