package io.artispace.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses what others send. The JDK's stream calls itself for each member of the data that is empty, and a few kilobytes can have more
 * of these than a thread's stack has room for. Used by one thread.
 */
public final class Gunzip extends GZIPInputStream {
    /** How many may follow each other. Programs that write in pieces leave one. */
    private static final int MOST_EMPTY = 100;

    private int empty;

    /**
     * Begins to decompress.
     *
     * @param compressed what was sent; closed with this stream
     * @param buffer how many bytes are read of it at once
     * @throws IOException if it does not begin as gzip does
     */
    public Gunzip(InputStream compressed, int buffer) throws IOException {
        super(compressed, buffer);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (empty > MOST_EMPTY) {
            throw new ZipException("More than " + MOST_EMPTY + " members in a row are empty");
        }
        empty++;
        try {
            return super.read(bytes, offset, length);
        } finally {
            empty--;
        }
    }
}
