package io.artispace.metadata;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version's row. Removal keeps it, with the time it went.
 *
 * @param id assigned by the store, ascending in the order of publication; 0 in a row that is not stored yet
 * @param packageId the package
 * @param name unique among the package's versions that are there
 * @param revision the package's revision in which the row was last written
 * @param published when the version appeared
 * @param removed when it went; null while it is there
 * @param attributes the version's attributes
 * @param manifest the format's description; may be empty
 */
public record VersionRow(
        long id,
        long packageId,
        String name,
        long revision,
        Instant published,
        @Nullable Instant removed,
        Map<String, String> attributes,
        String manifest) {
    /** Copies the attributes. */
    public VersionRow {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Tells whether the version is there.
     *
     * @return whether it was not removed
     */
    public boolean isLive() {
        return removed == null;
    }
}
