package io.artispace.core.group;

import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.NameOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts together what members have in one directory, each name once, as the first member that has it shows it. */
final class ListingMerge {
    private ListingMerge() {}

    static Listing merge(List<Listing> pages, int limit) {
        TreeSet<String> names = new TreeSet<>(NameOrder::compare);
        Map<String, FileView> files = new HashMap<>();
        for (Listing page : pages) {
            page.directories().forEach(directory -> names.add(directory + "/"));
            for (FileView file : page.files()) {
                names.add(file.path().fileName());
                files.putIfAbsent(file.path().fileName(), file);
            }
        }
        boolean more = names.size() > limit || pages.stream().anyMatch(Listing::more);
        List<String> directories = new ArrayList<>();
        List<FileView> shown = new ArrayList<>();
        for (String name : first(names, limit)) {
            FileView file = files.get(name);
            if (file != null) {
                shown.add(file);
            } else {
                directories.add(name.substring(0, name.length() - 1));
            }
        }
        return new Listing(directories, shown, more);
    }

    private static Collection<String> first(TreeSet<String> names, int limit) {
        return names.stream().limit(limit).toList();
    }
}
