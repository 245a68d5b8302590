package io.artispace.core.content;

import java.io.IOException;
import java.io.InputStream;

/** Reads a single byte of a stream that implements only the reading of several. */
public final class OneByte {
    private OneByte() {}

    /** Does what {@link InputStream#read()} has to do, by {@link InputStream#read(byte[], int, int)}. */
    public static int of(InputStream pieces) throws IOException {
        byte[] one = new byte[1];
        return pieces.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
