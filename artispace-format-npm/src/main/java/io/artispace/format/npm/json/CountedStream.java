package io.artispace.format.npm.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells its subclass how many bytes are read, so that it can end what becomes too much. Used by one thread. */
public abstract class CountedStream extends FilterInputStream {
    protected CountedStream(InputStream in) {
        super(in);
    }

    /** Is told that some bytes were read; what it throws ends the reading. */
    protected abstract void count(int read);

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }
}
