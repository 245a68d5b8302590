package io.artispace.core.publication;

import io.artispace.metadata.MetadataReader;

/** One recorded change of one package. */
@FunctionalInterface
interface Edit {
    /** Applies the change within the transaction that commits the publication. */
    void apply(PackageTransaction transaction);

    /**
     * Refuses, before any byte is stored, what {@link #apply} would certainly refuse. The transaction decides all the same; this only keeps
     * refused uploads from leaving bytes for collection.
     */
    default void check(MetadataReader reader, long repositoryId) {}
}
