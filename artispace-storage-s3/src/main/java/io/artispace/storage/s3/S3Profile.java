package io.artispace.storage.s3;

/** What may be expected of a server. */
public enum S3Profile {
    /**
     * AWS, and servers that know its present protocol: SHA-256 checksums are sent with each object and part and are checked by the
     * server.
     */
    AWS,
    /**
     * Older servers, such as Ceph's: no checksum headers, no chunked bodies. What was stored is checked by its size after each write, and
     * the first object that was written is read back.
     */
    COMPATIBLE;

    boolean sendsChecksums() {
        return this == AWS;
    }
}
