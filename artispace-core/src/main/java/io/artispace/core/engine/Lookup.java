package io.artispace.core.engine;

import io.artispace.metadata.MetadataReader;

/**
 * A look-up that requests repeat, see {@link Engine#cached}. Equal ones have equal answers in one snapshot.
 *
 * @param <T> the answer, immutable
 */
public interface Lookup<T> {
    /** Reads the answer. */
    T in(MetadataReader reader);

    /** Tells whether the store is asked once, so that no snapshot is needed. */
    default boolean isOneQuestion() {
        return false;
    }

    /** Returns roughly how many bytes the look-up and its answer take in memory. */
    long weight();
}
