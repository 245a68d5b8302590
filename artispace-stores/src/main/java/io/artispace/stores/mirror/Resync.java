package io.artispace.stores.mirror;

/**
 * How far a resync has come, and in the end what it did.
 *
 * @param checked blobs that were looked at
 * @param toFirst blobs that were copied into the first store
 * @param toSecond blobs that were copied into the second store
 * @param bytes how many bytes they had
 * @param damaged blobs of which no store has a sound copy; see {@code Maintenance.verify}
 * @param cancelled whether the walk was ended before the last blob
 */
public record Resync(long checked, long toFirst, long toSecond, long bytes, long damaged, boolean cancelled) {}
