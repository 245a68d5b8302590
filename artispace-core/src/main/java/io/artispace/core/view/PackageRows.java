package io.artispace.core.view;

import io.artispace.FileView;
import io.artispace.VersionView;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a package at one revision, ready to be viewed.
 *
 * @param revision the package's revision
 * @param versions in the order in which they were published, which is that of their ids
 * @param files those of the package alone, in the order of their paths
 */
public record PackageRows(long revision, List<Version> versions, List<FileRow> files) {
    private static final Comparator<FileRow> BY_PATH = Comparator.comparing(FileRow::path);

    /**
     * A version.
     *
     * @param id of its row
     * @param files in the order of their paths
     * @param view the version as users see it, made once and not anew for each view of the package
     */
    public record Version(long id, List<FileRow> files, VersionView view) {}

    /** Puts together all that is there of a package at a revision. */
    public static PackageRows of(long revision, List<VersionRow> versions, List<FileRow> files) {
        Map<Long, List<FileRow>> filesByVersion = new HashMap<>();
        List<FileRow> packageFiles = new ArrayList<>();
        for (FileRow file : files) {
            Long version = file.versionId();
            (version == null ? packageFiles : filesByVersion.computeIfAbsent(version, v -> new ArrayList<>(2)))
                    .add(file);
        }
        List<Version> all = new ArrayList<>(versions.size());
        for (VersionRow version : versions) {
            List<FileRow> own = filesByVersion.getOrDefault(version.id(), List.of());
            all.add(new Version(version.id(), own, view(version, own)));
        }
        return new PackageRows(revision, all, packageFiles);
    }

    /** Returns what there is at a later revision. What did not change stays the same object. */
    PackageRows after(long later, List<VersionRow> changedVersions, List<FileRow> changedFiles) {
        List<Version> all = new ArrayList<>(versions);
        for (VersionRow changed : changedVersions) {
            int at = find(all, changed.id());
            List<FileRow> own = at < 0 ? List.of() : all.get(at).files();
            if (changed.isLive()) {
                put(all, at, new Version(changed.id(), own, view(changed, own)));
            } else if (at >= 0) {
                all.remove(at);
            }
        }
        List<FileRow> packageFiles = new ArrayList<>(files);
        for (FileRow changed : changedFiles) {
            Long versionId = changed.versionId();
            if (versionId == null) {
                replace(packageFiles, changed);
                continue;
            }
            int at = find(all, versionId);
            if (at >= 0) {
                all.set(at, withFile(all.get(at), changed));
            }
        }
        return new PackageRows(later, all, packageFiles);
    }

    /**
     * Returns what there was at an instant. What is as it was then stays the same object.
     *
     * @param goneVersions what was there then and is not there any more
     * @param goneFiles the same
     */
    PackageRows asOf(Instant instant, List<VersionRow> goneVersions, List<FileRow> goneFiles) {
        PackageRows gone = of(revision, goneVersions, goneFiles);
        Map<Long, List<FileRow>> goneByVersion = new HashMap<>();
        for (FileRow file : goneFiles) {
            Long version = file.versionId();
            if (version != null) {
                goneByVersion.computeIfAbsent(version, v -> new ArrayList<>(2)).add(file);
            }
        }
        List<Version> all = new ArrayList<>(gone.versions());
        for (Version version : versions) {
            if (!version.view().published().isAfter(instant)) {
                List<FileRow> goneOfIt = goneByVersion.getOrDefault(version.id(), List.of());
                all.add(
                        isAsThen(version.files(), instant, goneOfIt)
                                ? version
                                : withFiles(version, then(version.files(), instant, goneOfIt)));
            }
        }
        if (!gone.versions().isEmpty()) {
            all.sort(Comparator.comparingLong(Version::id));
        }
        return new PackageRows(revision, all, then(files, instant, gone.files()));
    }

    private static boolean isAsThen(List<FileRow> now, Instant instant, List<FileRow> gone) {
        if (!gone.isEmpty()) {
            return false;
        }
        for (FileRow file : now) {
            if (file.published().isAfter(instant)) {
                return false;
            }
        }
        return true;
    }

    private static List<FileRow> then(List<FileRow> now, Instant instant, List<FileRow> gone) {
        List<FileRow> then = new ArrayList<>(now);
        then.removeIf(file -> file.published().isAfter(instant));
        then.addAll(gone);
        then.sort(BY_PATH.thenComparingLong(FileRow::id));
        return then;
    }

    private static Version withFiles(Version version, List<FileRow> own) {
        return new Version(version.id(), own, version.view().withFiles(views(own)));
    }

    /** Returns the same with only the named version, if it is there; with all of them if no name is given. */
    PackageRows only(@Nullable String name) {
        return name == null
                ? this
                : new PackageRows(
                        revision,
                        versions.stream()
                                .filter(version -> version.view().name().equals(name))
                                .toList(),
                        files);
    }

    /** Returns when the youngest version or file appeared; empty if there is none. */
    Optional<Instant> youngest() {
        Stream<Instant> all = Stream.concat(
                files.stream().map(FileRow::published),
                versions.stream()
                        .flatMap(version -> Stream.concat(
                                Stream.of(version.view().published()),
                                version.files().stream().map(FileRow::published))));
        return all.max(Comparator.naturalOrder());
    }

    private static Version withFile(Version version, FileRow changed) {
        List<FileRow> own = new ArrayList<>(version.files());
        replace(own, changed);
        return withFiles(version, own);
    }

    private static void replace(List<FileRow> rows, FileRow changed) {
        rows.removeIf(row -> row.id() == changed.id());
        if (changed.isLive()) {
            rows.add(changed);
            rows.sort(BY_PATH);
        }
    }

    private static void put(List<Version> all, int at, Version version) {
        if (at >= 0) {
            all.set(at, version);
        } else {
            all.add(-at - 1, version);
        }
    }

    /** Returns the index of a version; if it is not there, {@code -1 - index} of where it would have to be inserted. */
    private static int find(List<Version> all, long id) {
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(all.get(middle).id(), id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private static VersionView view(VersionRow row, List<FileRow> files) {
        return new VersionView(
                row.name(), row.revision(), row.published(), row.attributes(), row.manifest(), views(files));
    }

    private static List<FileView> views(List<FileRow> files) {
        return files.stream().map(Rows::fileView).toList();
    }

    /** Estimates the memory this takes. */
    long weight() {
        long weight = 300L * files.size();
        for (Version version : versions) {
            weight += 300L
                    + 400L * version.files().size()
                    + version.view().manifest().length();
        }
        return weight;
    }
}
