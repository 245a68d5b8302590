package io.artispace.stores.cache;

/**
 * What a read cache holds, and how often it helped since it was opened.
 *
 * @param hits look-ups that were answered from the local disk
 * @param misses look-ups that were passed on to the origin, those of blobs that are nowhere included
 * @param blobs how many blobs are held
 * @param bytes how many bytes they have, and the room set aside for those that are being fetched
 */
public record CacheStatistics(long hits, long misses, int blobs, long bytes) {}
