package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.PackageRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a work knows of the packages that it has locked, which nobody else changes until it ends. If it knows that a version is absent,
 * and has an id for it, it can add the version without waiting for the answer whether somebody else was first. And it knows what the
 * tags that it has read point to.
 *
 * <p>Files are not included, since another package's publication may add the same path at any time; and a file's blob has to be locked
 * before a publication checks whether it is still in time to name it.
 */
final class LockedPackages {
    private static final OptionalLong NONE = OptionalLong.empty();

    private final Map<Long, Package> packages = new HashMap<>();

    private static final class Package {
        private final boolean isNew;
        private PackageRow row;
        private OptionalLong versionId;
        private final Set<String> absentVersions = new HashSet<>();
        private @Nullable Map<String, @Nullable String> tags;

        Package(PackageRow row, boolean isNew, OptionalLong versionId) {
            this.row = row;
            this.isNew = isNew;
            this.tags = isNew ? new HashMap<>() : null;
            this.versionId = versionId;
        }
    }

    /** Notes that a package is locked, and its row as it is stored. */
    void locked(PackageRow row) {
        packages.putIfAbsent(row.id(), new Package(row, false, NONE));
        stored(row);
    }

    /**
     * Notes that a package is locked, and its row as it is stored.
     *
     * @param isNew whether it was just inserted, so that it has no versions and no tags
     * @param versionId an id for one version more, taken under the lock: the versions of a package have their ids in the order of their
     *     publication
     */
    void locked(PackageRow row, boolean isNew, long versionId) {
        packages.putIfAbsent(row.id(), new Package(row, isNew, OptionalLong.of(versionId)));
        stored(row);
    }

    /** Notes the row of a package as it is stored now. */
    void stored(PackageRow row) {
        Package known = packages.get(row.id());
        if (known != null) {
            known.row = row;
        }
    }

    /** Returns the row of a package as it is stored; empty if it is not known. */
    Optional<PackageRow> row(long packageId) {
        return Optional.ofNullable(packages.get(packageId)).map(known -> known.row);
    }

    /** Notes that a package has no version of a name, and never had one. */
    void versionIsAbsent(long packageId, String name) {
        Package known = packages.get(packageId);
        if (known != null) {
            known.absentVersions.add(name);
        }
    }

    /** Notes the tags of a package, all of them. */
    void tags(long packageId, Map<String, String> tags) {
        Package known = packages.get(packageId);
        if (known != null) {
            known.tags = new HashMap<>(tags);
        }
    }

    /** Notes what a tag of a package points to; null for a tag that is gone. */
    void tag(long packageId, String tag, @Nullable String version) {
        Package known = packages.get(packageId);
        if (known != null && known.tags != null) {
            known.tags.put(tag, version);
        }
    }

    /** Returns the tags of a package, those that are gone with null; empty if they are not known. */
    Optional<Map<String, @Nullable String>> tags(long packageId) {
        return Optional.ofNullable(packages.get(packageId)).map(known -> known.tags);
    }

    /**
     * Takes the id for the next version if that is known to be absent; empty if it may be there, or there is no id. It is good for the
     * first version of a work only: one that was added in between has a later one.
     */
    OptionalLong takeVersionId(long packageId, String name) {
        Package known = packages.get(packageId);
        if (known == null) {
            return NONE;
        }
        OptionalLong id = known.versionId;
        known.versionId = NONE;
        return known.isNew || known.absentVersions.contains(name) ? id : NONE;
    }
}
