package io.artispace.core.repository;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.NameOrder;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.access.Caller;
import io.artispace.blob.Digests;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.CoreRepository.Core;
import io.artispace.core.view.RowFile;
import io.artispace.core.view.Rows;
import io.artispace.core.view.ShownPages;
import io.artispace.format.FileOwner;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import io.artispace.policy.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves a sealed session: views without the versions of which nothing was served, and files by the digests that were written down,
 * whatever the repository holds at their paths today. What has been blocked since is refused.
 *
 * @param core the repository
 * @param reading how it is read, by a caller who need not be the one that files were served to
 * @param replay what was written down
 */
record Replayer(Core core, Reading reading, Replay replay) {
    private static final int PAGE = 1000;

    /**
     * Shows a package.
     *
     * @throws DeniedException if a version that was served has been blocked since: without that version, a client would choose another one
     */
    Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        List<Block> blocks = blocks(packageName);
        if (!blocks.isEmpty()) {
            for (String version : replay.versions(packageName)) {
                refuse(blocked(packageName, version, blocks));
            }
        }
        return shown(packageName, scope);
    }

    private List<Block> blocks(PackageName packageName) {
        return core.source().blocks(packageName, reading);
    }

    private static Optional<String> blocked(PackageName name, String version, List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.versions().matches(name, version))
                .findFirst()
                .map(block -> PolicyFilter.blocked(name, version, block));
    }

    private static void refuse(Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw DeniedException.forbidden(reason);
        });
    }

    private Optional<PackageView> shown(PackageName packageName, ViewScope scope) {
        return core.source().view(packageName, scope, reading).map(this::filter);
    }

    /** Pages through the packages of which a version is shown. */
    List<SearchHit> packages(String prefix, String after, int limit) {
        return replay.packages().stream()
                .filter(name -> name.value().startsWith(prefix) && NameOrder.compare(name.value(), after) > 0)
                .flatMap(name -> hit(name).stream())
                .limit(limit)
                .toList();
    }

    /** Searches the packages of which a version is shown. */
    SearchPages search(String text, int offset) {
        Set<PackageName> served = Set.copyOf(replay.packages());
        SearchPages all = core.source().search(text, 0, reading.only(served::contains));
        return ShownPages.after(offset, new ShownPages(all, found -> hit(found.name())));
    }

    private Optional<SearchHit> hit(PackageName packageName) {
        return shown(packageName, ViewScope.everything())
                .filter(view -> !view.versions().isEmpty()
                        && reading.readableOf(core.definition()).test(packageName))
                .map(view -> new SearchHit(
                        packageName,
                        view.revision(),
                        view.modified(),
                        core.format().summary(view)));
    }

    /** Filters a view, which is of members that may be read. */
    private PackageView filter(PackageView view) {
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
        core.format().manifest(name, version, path -> {
            told.add(path);
            return true;
        });
        Set<FilePath> served = replay.served(told).keySet();
        return version.withManifest(core.format().manifest(name, version, served::contains))
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
                        && mayRead(entry)
                        && refusal(entry).isEmpty()) {
                    names.put(name, entry);
                }
            }
            last = page.isEmpty() ? last : page.get(page.size() - 1).value();
        } while (page.size() == PAGE && last.startsWith(prefix));
        return names;
    }

    private FileView listed(LedgerEntry entry) {
        Digests digests = core.engine()
                .metadata()
                .read(reader -> reader.findBlob(entry.sha256()))
                .map(BlobRow::digests)
                .orElseGet(() -> new Digests(entry.sha256(), null, null, null));
        return new FileView(entry.path(), entry.size(), digests, entry.served());
    }

    Optional<StoredFile> file(FilePath path) {
        Optional<LedgerEntry> entry =
                Optional.ofNullable(replay.served(Set.of(path)).get(path)).filter(this::mayRead);
        refuse(entry.flatMap(this::refusal));
        return entry.map(this::stored);
    }

    /** Says why a file is blocked now; empty if it is not. */
    private Optional<String> refusal(LedgerEntry served) {
        PackageName name = packageOf(served);
        List<Block> blocks = name == null ? List.of() : blocks(name);
        if (name == null || blocks.isEmpty()) {
            return Optional.empty();
        }
        return core.engine()
                .metadata()
                .read(reader -> Rows.ownerOf(served, core.format(), reader))
                .map(FileOwner::version)
                .flatMap(version -> blocked(name, version, blocks));
    }

    private @Nullable PackageName packageOf(LedgerEntry served) {
        return core.format().owner(served.path()).map(FileOwner::packageName).orElse(null);
    }

    /**
     * Decides whether the caller may read what was served from a member, as the group decides now. If the member is gone, nobody can tell
     * who might read it: then only the host may.
     */
    private boolean mayRead(LedgerEntry entry) {
        PackageName subject = packageOf(entry);
        return core.others()
                .find(entry.origin().repository())
                .map(holder -> reading.access().mayRead(core.definition(), subject)
                        && reading.access().mayRead(holder.definition(), subject))
                .orElseGet(() -> reading.caller().kind() == Caller.Kind.HOST);
    }

    private StoredFile stored(LedgerEntry entry) {
        BlobRow blob = core.engine()
                .metadata()
                .read(reader -> reader.findBlob(entry.sha256()))
                .filter(row -> row.state() == BlobRow.State.LIVE)
                .orElseThrow(() -> new StorageFailedException("Cannot replay " + Quote.of(entry.path())
                        + " of the session " + Quote.of(replay.session())
                        + ": its bytes are not in this registry any more. Restore blob "
                        + entry.sha256().hex() + " from a backup."));
        FileView view = new FileView(entry.path(), entry.size(), blob.digests(), entry.served());
        return new RowFile(view, core.engine().reader(), entry.origin());
    }
}
