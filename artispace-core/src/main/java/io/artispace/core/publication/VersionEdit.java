package io.artispace.core.publication;

import io.artispace.ConflictException;
import io.artispace.Overwrite;
import io.artispace.Quote;
import io.artispace.metadata.VersionRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts a version. */
record VersionEdit(String version, Map<String, String> attributes, String manifest, Overwrite overwrite)
        implements Edit {
    @Override
    public void apply(PackageTransaction transaction) {
        Optional<VersionRow> newest = transaction.version(version);
        if (newest.isPresent() && overwrite == Overwrite.NEVER) {
            throw used(transaction, newest.get());
        }
        if (newest.isEmpty() || !newest.get().isLive()) {
            transaction.insertVersion(version, attributes, manifest);
            return;
        }
        VersionRow stored = newest.get();
        if (overwrite == Overwrite.REPLACE) {
            transaction.writeVersion(stored, attributes, manifest);
        } else {
            Map<String, String> merged = new HashMap<>(stored.attributes());
            attributes.forEach(merged::putIfAbsent);
            transaction.writeVersion(stored, merged, stored.manifest().isEmpty() ? manifest : stored.manifest());
        }
    }

    private static ConflictException used(PackageTransaction transaction, VersionRow row) {
        String what = Quote.of(row.name()) + " of " + Quote.of(transaction.packageName());
        return new ConflictException(
                row.isLive()
                        ? "Cannot publish version " + what
                                + ": it exists already and cannot be published over. Choose a new version."
                        : "Cannot publish version " + what
                                + ": it was removed, and a version that was used stays used. Choose a new version.");
    }
}
