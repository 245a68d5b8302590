package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.PackageFormat;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one view of those of several members: what the earlier one says comes first, the later ones add what it does not have. The
 * revision is the sum of theirs and of those of members that have nothing, or not any more: each only grows.
 */
final class ViewMerge {
    private ViewMerge() {}

    /** @param silent the sum of the revisions of members that take part and have no view */
    static PackageView merge(List<PackageView> views, long silent, ViewScope scope, PackageFormat format) {
        PackageView first = views.get(0);
        if (views.size() == 1) {
            return silent == 0 ? first : at(first.revision() + silent, first);
        }
        Map<String, VersionView> versions = versions(views, format);
        Map<String, String> tags = tags(views, format);
        if (scope.version() == null) {
            tags.values().retainAll(versions.keySet());
        }
        PackageView merged = new PackageView(
                first.name(),
                silent + views.stream().mapToLong(PackageView::revision).sum(),
                Collections.min(views.stream().map(PackageView::created).toList()),
                Collections.max(views.stream().map(PackageView::modified).toList()),
                attributes(views, format),
                List.copyOf(versions.values()),
                tags,
                files(views));
        // The package's attributes may be those of the version that a tag points to, and the merged tag may point to
        // another version than the first member's.
        boolean retold = scope.equals(ViewScope.everything()) && !tags.equals(first.tags());
        return retold ? merged.withAttributes(format.summary(merged)) : merged;
    }

    private static Map<String, VersionView> versions(List<PackageView> views, PackageFormat format) {
        Map<String, VersionView> versions = new LinkedHashMap<>();
        views.forEach(
                view -> view.versions().forEach(version -> versions.merge(version.name(), version, format::merge)));
        return versions;
    }

    private static Map<String, String> tags(List<PackageView> views, PackageFormat format) {
        Map<String, String> tags = new HashMap<>();
        views.forEach(view -> view.tags()
                .forEach((tag, version) ->
                        tags.merge(tag, version, (earlier, later) -> format.mergeTag(tag, earlier, later))));
        return tags;
    }

    private static Map<String, String> attributes(List<PackageView> views, PackageFormat format) {
        Map<String, String> attributes = Map.of();
        for (PackageView view : views) {
            attributes = format.mergeAttributes(attributes, view.attributes());
        }
        return attributes;
    }

    private static List<FileView> files(List<PackageView> views) {
        Map<FilePath, FileView> files = new TreeMap<>();
        views.forEach(view -> view.files().forEach(file -> files.putIfAbsent(file.path(), file)));
        return List.copyOf(files.values());
    }

    private static PackageView at(long revision, PackageView view) {
        return new PackageView(
                view.name(),
                revision,
                view.created(),
                view.modified(),
                view.attributes(),
                view.versions(),
                view.tags(),
                view.files());
    }
}
