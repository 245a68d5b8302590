package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.PackageFormat;
import java.time.Instant;
import java.util.ArrayList;
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
        long revision = silent;
        Instant created = first.created();
        Instant modified = first.modified();
        Map<String, String> attributes = Map.of();
        Map<String, String> tags = new HashMap<>();
        Map<String, VersionView> versions = new LinkedHashMap<>();
        Map<FilePath, FileView> files = new TreeMap<>();
        for (PackageView view : views) {
            revision += view.revision();
            created = view.created().isBefore(created) ? view.created() : created;
            modified = view.modified().isAfter(modified) ? view.modified() : modified;
            attributes = format.mergeAttributes(attributes, view.attributes());
            view.tags()
                    .forEach((tag, version) ->
                            tags.merge(tag, version, (earlier, later) -> format.mergeTag(tag, earlier, later)));
            view.versions().forEach(version -> versions.merge(version.name(), version, format::merge));
            view.files().forEach(file -> files.putIfAbsent(file.path(), file));
        }
        if (scope.version() == null) {
            tags.values().removeIf(version -> !versions.containsKey(version));
        }
        PackageView merged = new PackageView(
                first.name(),
                revision,
                created,
                modified,
                attributes,
                new ArrayList<>(versions.values()),
                tags,
                new ArrayList<>(files.values()));
        boolean retold = scope.equals(ViewScope.everything()) && !tags.equals(first.tags());
        // The package's attributes may be those of the version that a tag points to, and the merged tag may point to
        // another version than the first member's.
        return retold ? merged.withAttributes(format.summary(merged)) : merged;
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
