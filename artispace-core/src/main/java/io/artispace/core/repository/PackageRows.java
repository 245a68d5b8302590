package io.artispace.core.repository;

import io.artispace.FileView;
import io.artispace.VersionView;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.VersionRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is there of a package at one revision, ready to be viewed.
 *
 * @param revision the package's revision
 * @param versions in the order in which they were published, which is that of their ids
 * @param files those of the package alone, in the order of their paths
 */
record PackageRows(long revision, List<Version> versions, List<FileRow> files) {
    private static final Comparator<FileRow> BY_PATH = Comparator.comparing(FileRow::path);

    /**
     * A version.
     *
     * @param id of its row
     * @param files in the order of their paths
     * @param view the same as users see it, made once and not for each view of the package
     */
    record Version(long id, List<FileRow> files, VersionView view) {}

    static PackageRows of(long revision, List<VersionRow> versions, List<FileRow> files) {
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

    private static Version withFile(Version version, FileRow changed) {
        List<FileRow> own = new ArrayList<>(version.files());
        replace(own, changed);
        return new Version(version.id(), own, version.view().withFiles(views(own)));
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

    /** Returns where a version is, or, less than zero, minus one minus where it would have to be. */
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
