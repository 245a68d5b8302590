package io.artispace.metadata;

import java.time.Instant;
import java.util.Map;

/**
 * A package's row. It stays when everything of the package was removed, so that the revision never goes back.
 *
 * @param id assigned by the store
 * @param repositoryId the repository
 * @param name unique within the repository
 * @param revision grows with every change; 0 in a package whose first change is not committed yet
 * @param created when the package first appeared
 * @param modified when it last changed
 * @param attributes the package's attributes
 */
public record PackageRow(
        long id,
        long repositoryId,
        String name,
        long revision,
        Instant created,
        Instant modified,
        Map<String, String> attributes) {
    /** Copies the attributes. */
    public PackageRow {
        attributes = Map.copyOf(attributes);
    }
}
