package io.artispace.stores.mirror;

/** When a commit into a mirror is done, and so what an acknowledged publication can rely on. */
public enum Durable {
    /**
     * When both stores have the blob. A publication fails while either store fails; what was acknowledged survives the loss of either.
     */
    IN_BOTH,
    /**
     * When the first store has the blob. A publication goes through while the second store fails: what is missing there is logged, counted,
     * and brought by {@link MirroredBlobStore#resync}. Until then it does not survive the loss of the first.
     */
    IN_FIRST
}
