package io.artispace.core.view;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.VersionRow;
import java.util.Optional;

/** What rows of files tell. */
public final class Rows {
    private Rows() {}

    /** Returns a file as a view shows it. */
    public static FileView fileView(FileRow file) {
        return new FileView(FilePath.of(file.path()), file.size(), file.digests(), file.published());
    }

    /** Returns the version that a file is of; empty if it is of none that is there. */
    public static Optional<VersionRow> versionOf(FileRow file, MetadataReader reader) {
        Long id = file.versionId();
        return id == null
                ? Optional.empty()
                : reader.findVersion(id, Manifests.WITHOUT).filter(VersionRow::isLive);
    }

    /**
     * Returns what a file that was served is of. If its path does not tell the version, its row in the repository that it came from does,
     * also after it was removed.
     *
     * @return empty if the path is that of no package
     */
    public static Optional<FileOwner> ownerOf(LedgerEntry served, PackageFormat format, MetadataReader reader) {
        Optional<FileOwner> told = format.owner(served.path());
        return told.filter(owner -> owner.version() == null)
                .flatMap(owner -> reader.repositories().stream()
                        .filter(row -> row.name().equals(served.origin().repository()))
                        .map(RepositoryRow::id)
                        .findFirst())
                .flatMap(id -> reader.findFile(id, served.path().value()))
                .map(FileRow::versionId)
                .flatMap(id -> reader.findVersion(id, Manifests.WITHOUT))
                .map(version -> new FileOwner(told.orElseThrow().packageName(), version.name()))
                .or(() -> told);
    }
}
