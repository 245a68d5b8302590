package io.artispace.core.view;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
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
}
