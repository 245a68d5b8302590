package io.artispace.core.publication;

import io.artispace.blob.Digest;
import io.artispace.metadata.MetadataReader;
import java.util.Optional;

/** One recorded change of one package. */
@FunctionalInterface
interface Edit {
    /** Applies the change within the transaction that commits the publication. */
    void apply(PackageTransaction transaction);

    /**
     * Refuses, before any byte is stored, what {@link #apply} would certainly refuse. The transaction decides all the same; this only keeps
     * refused uploads from leaving bytes for collection.
     *
     * @return the blob that is put, if a file that is there names it already
     */
    default Optional<Digest> check(MetadataReader reader, long repositoryId) {
        return Optional.empty();
    }
}
