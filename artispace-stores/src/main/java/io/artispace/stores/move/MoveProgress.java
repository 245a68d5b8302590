package io.artispace.stores.move;

/**
 * How far a move has come since it was begun in this process.
 *
 * @param phase what is being done
 * @param blobsChecked blobs that are known to be in the target now
 * @param blobsCopied those of them that were copied; others were there
 * @param bytesCopied how many bytes they had
 * @param blobsMissing blobs that rows name and the source does not have, or not with the bytes of their name; they are as damaged in the
 *     target as in the source, and {@code Maintenance.verify} names them
 * @param packagesCopied packages that were copied, each as often as it changed
 * @param eventsCopied events that were copied
 */
public record MoveProgress(
        Phase phase,
        long blobsChecked,
        long blobsCopied,
        long bytesCopied,
        long blobsMissing,
        long packagesCopied,
        long eventsCopied) {
    /** What is being done. */
    public enum Phase {
        /** Bytes are copied. */
        BLOBS,
        /** Rows are copied, with the bytes they name, again and again until little is left. */
        ROWS,
        /** Writers wait: the rest is copied, and everything is compared. */
        PAUSE,
        /** The registry uses the target. */
        SWITCHED
    }
}
