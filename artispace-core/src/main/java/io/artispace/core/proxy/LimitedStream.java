package io.artispace.core.proxy;

import io.artispace.core.content.OneByte;
import io.artispace.core.upstream.RefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that fails when more bytes come than a limit. It remembers the exception with which reading failed, since a parser may turn
 * that into another one. Used by one thread.
 */
final class LimitedStream extends FilterInputStream {
    private final long most;
    private long count;
    private @Nullable IOException failure;

    LimitedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            if (count > most) {
                throw new RefusedException("it is larger than " + most + " bytes, the most that is taken");
            }
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Fails with what reading failed with, if it did. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
