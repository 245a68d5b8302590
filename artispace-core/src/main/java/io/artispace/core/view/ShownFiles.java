package io.artispace.core.view;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files a directory shows: those of readable packages whose download no rule would refuse. Files of one version that come
 * one after the other cost one look-up. It asks outside of any other work, since to find out which packages are readable may take works of
 * its own.
 */
final class ShownFiles implements Predicate<FileRow> {
    private final MetadataStore metadata;
    private final PackageFormat format;
    private final PolicyFilter filter;
    private final Predicate<PackageName> readable;
    private @Nullable FileOwner last;
    private @Nullable Long lastVersion;
    private String lastManifest = "";
    private boolean lastShown;

    ShownFiles(MetadataStore metadata, PackageFormat format, PolicyFilter filter, Predicate<PackageName> readable) {
        this.metadata = metadata;
        this.format = format;
        this.filter = filter;
        this.readable = readable;
    }

    @Override
    public boolean test(FileRow file) {
        return format.owner(FilePath.of(file.path()))
                .map(owner -> isShown(owner, file))
                .orElse(true);
    }

    private boolean isShown(FileOwner owner, FileRow file) {
        if (!owner.equals(last) || !Objects.equals(file.versionId(), lastVersion)) {
            lastManifest = "";
            lastShown = readable.test(owner.packageName()) && (filter.isEmpty() || judge(owner, file));
            last = owner;
            lastVersion = file.versionId();
        }
        return lastShown && !isYounger(owner, FilePath.of(file.path()));
    }

    /** Tells whether a file is hidden for its own age. */
    private boolean isYounger(FileOwner owner, FilePath path) {
        String named = owner.version();
        return named != null
                && filter.needsAges()
                && format.age(path, lastManifest)
                        .flatMap(age -> filter.refusal(owner.packageName(), named, path, age))
                        .isPresent();
    }

    private boolean judge(FileOwner owner, FileRow file) {
        String named = owner.version();
        if (named == null) {
            // If a file's name does not tell its version, its row does.
            return metadata.look(reader -> Rows.versionOf(file, reader))
                    .map(version -> isShown(owner, version.name(), version.published()))
                    .orElse(true);
        }
        if (!filter.needsAges()) {
            return isShown(owner, named, Instant.EPOCH);
        }
        Optional<VersionRow> row = metadata.look(reader -> reader.findVersion(file.packageId(), named))
                .filter(VersionRow::isLive);
        lastManifest = row.map(VersionRow::manifest).orElse("");
        return isShown(owner, named, row.map(VersionRow::published).orElse(filter.now()));
    }

    private boolean isShown(FileOwner owner, String version, Instant published) {
        return filter.refusal(owner.packageName(), version, published).isEmpty();
    }
}
