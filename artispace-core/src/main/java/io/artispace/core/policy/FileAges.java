package io.artispace.core.policy;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageName;
import io.artispace.VersionView;
import io.artispace.format.FileAge;
import io.artispace.format.PackageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The ages of single files, for versions that got some of their files later than others.
 *
 * @param format tells them
 */
record FileAges(PackageFormat format) {
    /** Returns the ages of those files of a version, in its view or in its manifest, that have an age of their own. */
    List<FileAge> of(PackageName name, VersionView version) {
        List<FilePath> paths = new ArrayList<>();
        version.files().forEach(file -> paths.add(file.path()));
        format.manifest(name, version, paths::add);
        return paths.stream()
                .flatMap(path -> format.age(path, version.manifest()).stream())
                .toList();
    }

    /** Leaves out of a version the files that rules hide; the same one if there are none. */
    VersionView narrowed(PackageName name, VersionView version, PolicyFilter filter) {
        if (version.files().isEmpty() && version.manifest().isEmpty()) {
            return version;
        }
        Predicate<FilePath> shown = path -> format.age(path, version.manifest())
                .flatMap(age -> filter.refusal(name, version.name(), path, age))
                .isEmpty();
        String manifest = format.manifest(name, version, shown);
        List<FileView> files =
                version.files().stream().filter(file -> shown.test(file.path())).toList();
        return files.size() == version.files().size() && manifest.equals(version.manifest())
                ? version
                : version.withManifest(manifest).withFiles(files);
    }
}
