package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageView;
import io.artispace.VersionView;
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
 * revision is the sum of theirs: each only grows, so equal sums of the same members mean equal views.
 */
final class ViewMerge {
    private ViewMerge() {}

    static PackageView merge(List<PackageView> views, PackageFormat format) {
        PackageView first = views.get(0);
        if (views.size() == 1) {
            return first;
        }
        long revision = 0;
        Instant created = first.created();
        Instant modified = first.modified();
        Map<String, String> attributes = new HashMap<>();
        Map<String, String> tags = new HashMap<>();
        Map<String, VersionView> versions = new LinkedHashMap<>();
        Map<FilePath, FileView> files = new TreeMap<>();
        for (PackageView view : views) {
            revision += view.revision();
            created = view.created().isBefore(created) ? view.created() : created;
            modified = view.modified().isAfter(modified) ? view.modified() : modified;
            view.attributes().forEach(attributes::putIfAbsent);
            view.tags().forEach(tags::putIfAbsent);
            view.versions().forEach(version -> versions.merge(version.name(), version, format::merge));
            view.files().forEach(file -> files.putIfAbsent(file.path(), file));
        }
        tags.values().removeIf(version -> !versions.containsKey(version));
        return new PackageView(
                first.name(),
                revision,
                created,
                modified,
                attributes,
                new ArrayList<>(versions.values()),
                tags,
                new ArrayList<>(files.values()));
    }
}
