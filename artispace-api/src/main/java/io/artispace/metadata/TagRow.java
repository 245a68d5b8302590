package io.artispace.metadata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag's row: one for each version that a tag has pointed to. Only {@link MetadataDump} and {@link MetadataRestore} see them.
 *
 * @param id assigned by the store, ascending in the order in which tags were put
 * @param packageId the package
 * @param name the tag
 * @param version the version name it points to
 * @param revision the package's revision in which it was put
 * @param put when it was put
 * @param removed when it was removed or pointed elsewhere; null while it is there
 * @param removedRevision the package's revision in which that happened; null while it is there
 */
public record TagRow(
        long id,
        long packageId,
        String name,
        String version,
        long revision,
        Instant put,
        @Nullable Instant removed,
        @Nullable Long removedRevision) {}
