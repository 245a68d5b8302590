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

    /** {@return whether the version is there, not removed} */
    public boolean isLive() {
        return removed == null;
    }

    /**
     * Returns the row as it is stored.
     *
     * @param assigned the id that the store gave it
     * @return a changed copy
     */
    public VersionRow withId(long assigned) {
        return new VersionRow(assigned, packageId, name, revision, published, removed, attributes, manifest);
    }

    /**
     * Returns the row as it is written in a revision of the package.
     *
     * @param other the revision
     * @return a changed copy
     */
    public VersionRow withRevision(long other) {
        return new VersionRow(id, packageId, name, other, published, removed, attributes, manifest);
    }

    /**
     * Returns the row with another time.
     *
     * @param other when the version appeared
     * @return a changed copy
     */
    public VersionRow withPublished(Instant other) {
        return new VersionRow(id, packageId, name, revision, other, removed, attributes, manifest);
    }

    /**
     * Returns the row with other attributes.
     *
     * @param others the attributes
     * @return a changed copy
     */
    public VersionRow withAttributes(Map<String, String> others) {
        return new VersionRow(id, packageId, name, revision, published, removed, others, manifest);
    }

    /**
     * Returns the row with another manifest.
     *
     * @param other the format's description; may be empty
     * @return a changed copy
     */
    public VersionRow withManifest(String other) {
        return new VersionRow(id, packageId, name, revision, published, removed, attributes, other);
    }
}
