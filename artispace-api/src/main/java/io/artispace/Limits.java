package io.artispace;

/**
 * The limits of a registry. Sizes are in bytes.
 *
 * @param maxFileSize the largest file that can be published; 4 GiB by default
 * @param maxDocumentSize the largest body of a request that a format reads as a document rather than as a file, after decoding; 16 MiB
 *     by default
 * @param cacheSize how much memory documents, views and small files may take in caches; 32 MiB by default, and less where the heap is
 *     small: never more than an eighth of it. A document that is larger than a quarter of the cache is kept in a file in
 *     {@code java.io.tmpdir}; all such files together take at most 64 times the size of the cache
 */
public record Limits(long maxFileSize, int maxDocumentSize, long cacheSize) {
    private static final long MIB = 1024 * 1024;

    /**
     * Checks the limits.
     *
     * @throws InvalidInputException if one is negative, or a size limit is 0
     */
    public Limits {
        if (maxFileSize < 1 || maxDocumentSize < 1 || cacheSize < 0) {
            throw new InvalidInputException("Limits must be positive: maxFileSize=" + maxFileSize + ", maxDocumentSize="
                    + maxDocumentSize + ", cacheSize=" + cacheSize + ".");
        }
    }

    /** {@return the default limits} */
    public static Limits defaults() {
        return new Limits(4096 * MIB, (int) (16 * MIB), 32 * MIB);
    }

    /**
     * Changes the largest file.
     *
     * @param bytes the limit
     * @return a changed copy
     */
    public Limits withMaxFileSize(long bytes) {
        return new Limits(bytes, maxDocumentSize, cacheSize);
    }

    /**
     * Changes the largest document in a request.
     *
     * @param bytes the limit
     * @return a changed copy
     */
    public Limits withMaxDocumentSize(int bytes) {
        return new Limits(maxFileSize, bytes, cacheSize);
    }

    /**
     * Changes the memory for caches.
     *
     * @param bytes the limit; 0 for none
     * @return a changed copy
     */
    public Limits withCacheSize(long bytes) {
        return new Limits(maxFileSize, maxDocumentSize, bytes);
    }
}
