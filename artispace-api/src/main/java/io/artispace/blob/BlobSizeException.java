package io.artispace.blob;

import java.io.IOException;

/** A store holds another number of bytes under a digest than the content of that digest has: the blob was damaged after it was stored. */
public final class BlobSizeException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param sha256 the name
     * @param expected how many bytes the content has
     * @param found what the store holds, such as {@code 17 bytes}
     */
    public BlobSizeException(Digest sha256, long expected, String found) {
        super("The blob store holds " + found + " under " + sha256 + " in place of " + expected
                + " bytes. Restore the blob from a backup.");
    }
}
