package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Serves a sealed session: views without the versions of which nothing was served, and files by the digests that were written down, whatever
 * the repository holds at their paths today.
 */
record Replayer(Engine engine, Replay replay) {
    PackageView filter(PackageView view) {
        List<VersionView> versions = view.versions().stream()
                .filter(version -> replay.shows(view.name(), version.name()))
                .map(this::filter)
                .toList();
        Set<String> shown = versions.stream().map(VersionView::name).collect(Collectors.toSet());
        Map<String, String> tags = new HashMap<>(view.tags());
        tags.values().retainAll(shown);
        return new PackageView(
                view.name(),
                view.revision(),
                view.created(),
                view.modified(),
                view.attributes(),
                versions,
                tags,
                served(view.files()));
    }

    private VersionView filter(VersionView version) {
        return new VersionView(
                version.name(),
                version.revision(),
                version.published(),
                version.attributes(),
                version.manifest(),
                served(version.files()));
    }

    private List<FileView> served(List<FileView> files) {
        return files.stream()
                .filter(file -> replay.served(file.path())
                        .filter(entry -> entry.sha256().equals(file.digests().sha256()))
                        .isPresent())
                .toList();
    }

    Optional<StoredFile> file(FilePath path) {
        return replay.served(path).map(this::stored);
    }

    private StoredFile stored(LedgerEntry entry) {
        BlobRow blob = engine.metadata()
                .read(reader -> reader.findBlob(entry.sha256()))
                .filter(row -> row.state() == BlobRow.State.LIVE)
                .orElseThrow(() -> new StorageFailedException("Cannot replay " + Quote.of(entry.path())
                        + " of the session " + Quote.of(replay.session())
                        + ": its bytes are not in this registry any more. Restore blob "
                        + entry.sha256().hex() + " from a backup."));
        FileView view = new FileView(entry.path(), entry.size(), blob.digests(), entry.served());
        return new RowFile(view, engine.reader(), entry.origin());
    }
}
