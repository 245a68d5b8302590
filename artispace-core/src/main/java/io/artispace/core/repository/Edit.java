package io.artispace.core.repository;

import io.artispace.access.Action;
import io.artispace.metadata.MetadataReader;
import java.util.Optional;

/** One recorded change of one package. */
interface Edit {
    /** Returns what the access policy is asked about it. */
    default Action action() {
        return Action.PUBLISH;
    }

    /** Returns the attribute of the package that it sets or removes; empty for anything else. */
    default Optional<String> attribute() {
        return Optional.empty();
    }

    /** Applies the change within the transaction that commits the publication. */
    void apply(PackageTransaction transaction);

    /**
     * Refuses, before any byte is stored, what {@link #apply} would certainly refuse. The transaction decides all the same; this only keeps
     * refused uploads from leaving bytes for collection.
     */
    default void check(MetadataReader reader, long repositoryId) {}
}
