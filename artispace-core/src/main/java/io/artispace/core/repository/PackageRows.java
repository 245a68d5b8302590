package io.artispace.core.repository;

import io.artispace.metadata.FileRow;
import io.artispace.metadata.VersionRow;
import java.util.List;

/**
 * All rows of a package that are there at one revision.
 *
 * @param revision the package's revision
 * @param versions with manifests, in the order in which they were published
 * @param files in the order of their paths
 */
record PackageRows(long revision, List<VersionRow> versions, List<FileRow> files) {
    /** Estimates the memory these rows take. */
    long weight() {
        long weight = 300L * files.size();
        for (VersionRow version : versions) {
            weight += 300L + version.manifest().length();
        }
        return weight;
    }
}
