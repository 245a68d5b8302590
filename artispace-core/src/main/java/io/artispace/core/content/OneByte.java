package io.artispace.core.content;

import java.io.IOException;
import java.io.InputStream;

/** A single byte of a stream that is written to be read in pieces, as all readers here do. */
public final class OneByte {
    private OneByte() {}

    /** Reads it, as {@link InputStream#read()} says, by {@link InputStream#read(byte[], int, int)}. */
    public static int of(InputStream pieces) throws IOException {
        byte[] one = new byte[1];
        return pieces.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
