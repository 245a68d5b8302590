package io.artispace.core.repository;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.NameOrder;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.blob.Digests;
import io.artispace.core.engine.Engine;
import io.artispace.core.view.RowFile;
import io.artispace.format.PackageFormat;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serves a sealed session: views without the versions of which nothing was served, and files by the digests that were written down,
 * whatever the repository holds at their paths today.
 *
 * @param engine the stores
 * @param format of the repository
 * @param replay what was written down
 * @param readable tells which entries the present caller may read, who need not be the one that they were served to
 * @param refusal says why a file is blocked now; empty if it is not
 */
record Replayer(
        Engine engine,
        PackageFormat format,
        Replay replay,
        Predicate<LedgerEntry> readable,
        Function<LedgerEntry, Optional<String>> refusal) {
    private static final int PAGE = 1000;

    /** Filters a view, which is of members that may be read. */
    PackageView filter(PackageView view) {
        Set<String> served = replay.versions(view.name());
        List<VersionView> versions = view.versions().stream()
                .filter(version -> served.contains(version.name()))
                .toList();
        Predicate<FileView> shown = shown(
                Stream.concat(view.files().stream(), versions.stream().flatMap(version -> version.files().stream())));
        Map<String, String> tags = new HashMap<>(view.tags());
        // Not only the versions of the view, since it may be one of a single version.
        tags.values().retainAll(served);
        return view.withVersions(versions.stream()
                        .map(version -> filter(view.name(), version, shown))
                        .toList())
                .withTags(tags)
                .withFiles(view.files().stream().filter(shown).toList());
    }

    /** Leaves out of a manifest what it says of files that were not served: an upstream may have told of them only since. */
    private VersionView filter(PackageName name, VersionView version, Predicate<FileView> shown) {
        Set<FilePath> told = new HashSet<>();
        format.manifest(name, version, path -> {
            told.add(path);
            return true;
        });
        Set<FilePath> served = replay.served(told).keySet();
        return version.withManifest(format.manifest(name, version, served::contains))
                .withFiles(version.files().stream().filter(shown).toList());
    }

    /** Tells which files were served with the bytes that they have. */
    private Predicate<FileView> shown(Stream<FileView> files) {
        Map<FilePath, LedgerEntry> entries =
                replay.served(files.map(FileView::path).collect(Collectors.toSet()));
        return file -> {
            LedgerEntry entry = entries.get(file.path());
            return entry != null && entry.sha256().equals(file.digests().sha256());
        };
    }

    /** Lists what was served of a directory, whatever the repository holds there today. */
    Listing list(String directory, String after, int limit) {
        TreeMap<String, LedgerEntry> names = names(directory.isEmpty() ? "" : directory + "/", after);
        List<String> directories = new ArrayList<>();
        List<FileView> files = new ArrayList<>();
        names.entrySet().stream().limit(limit).forEach(entry -> {
            String name = entry.getKey();
            if (name.endsWith("/")) {
                directories.add(name.substring(0, name.length() - 1));
            } else {
                files.add(listed(entry.getValue()));
            }
        });
        return new Listing(directories, files, names.size() > limit);
    }

    /**
     * Returns the names that come after a name in a directory, those of directories with a slash at the end, each with one of its entries.
     */
    private TreeMap<String, LedgerEntry> names(String prefix, String after) {
        TreeMap<String, LedgerEntry> names = new TreeMap<>(NameOrder::compare);
        String last = prefix;
        List<FilePath> page;
        do {
            page = replay.paths(last, PAGE);
            List<FilePath> inside = page.stream()
                    .filter(path -> path.value().startsWith(prefix))
                    .toList();
            for (LedgerEntry entry : replay.served(inside).values()) {
                String path = entry.path().value();
                int slash = path.indexOf('/', prefix.length());
                String name = path.substring(prefix.length(), slash < 0 ? path.length() : slash + 1);
                if (NameOrder.compare(name, after) > 0
                        && readable.test(entry)
                        && refusal.apply(entry).isEmpty()) {
                    names.put(name, entry);
                }
            }
            last = page.isEmpty() ? last : page.get(page.size() - 1).value();
        } while (page.size() == PAGE && last.startsWith(prefix));
        return names;
    }

    private FileView listed(LedgerEntry entry) {
        Digests digests = engine.metadata()
                .read(reader -> reader.findBlob(entry.sha256()))
                .map(BlobRow::digests)
                .orElseGet(() -> new Digests(entry.sha256(), null, null, null));
        return new FileView(entry.path(), entry.size(), digests, entry.served());
    }

    Optional<StoredFile> file(FilePath path) {
        Optional<LedgerEntry> entry =
                Optional.ofNullable(replay.served(Set.of(path)).get(path)).filter(readable);
        entry.flatMap(refusal).ifPresent(reason -> {
            throw DeniedException.forbidden(reason);
        });
        return entry.map(this::stored);
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
