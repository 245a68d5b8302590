package io.artispace.core.view;

import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.metadata.FileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists a directory from the ordered paths of files. Once the name of a subdirectory is known, it skips everything below it: so the
 * cost depends on what is listed and not on what lies below. Only hidden files are gone through one by one, since a subdirectory is
 * listed if any file below it is shown.
 */
final class DirectoryReader {
    private static final int LARGEST_BATCH = 64;
    /** Of files that are hidden. */
    private static final int LARGEST_HIDDEN = 1024;

    /** Sorts after every character a path can hold. */
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    /** Pages through paths by key, as {@link io.artispace.metadata.MetadataReader#filesByPath} does. */
    @FunctionalInterface
    interface Paths {
        List<FileRow> page(String prefix, String after, int limit);
    }

    private final Paths paths;
    private final Predicate<FileRow> shown;
    private final String prefix;
    private final List<String> directories = new ArrayList<>();
    private final List<FileView> files = new ArrayList<>();

    DirectoryReader(Paths paths, Predicate<FileRow> shown, String directory) {
        this.paths = paths;
        this.shown = shown;
        this.prefix = directory.isEmpty() ? "" : directory + "/";
    }

    Listing read(String after, int limit) {
        String position = prefix + after + (after.endsWith("/") ? LAST : "");
        int first = Math.min(LARGEST_BATCH, limit + 1);
        int batch = first;
        while (true) {
            List<FileRow> rows = paths.page(prefix, position, batch);
            String leap = null;
            for (FileRow row : rows) {
                if (leap != null && row.path().startsWith(leap) || !shown.test(row)) {
                    continue;
                }
                if (directories.size() + files.size() == limit) {
                    return new Listing(directories, files, true);
                }
                leap = add(row);
            }
            if (rows.size() < batch) {
                return new Listing(directories, files, false);
            }
            // There may be a hundred thousand hidden files before the one name of a page.
            batch = leap == null ? Math.min(LARGEST_HIDDEN, 2 * batch) : first;
            String last = rows.get(rows.size() - 1).path();
            position = leap != null && last.startsWith(leap) ? leap + LAST : last;
        }
    }

    /** Adds the entry that a row stands for; returns the path of the subdirectory it lies in, null if it lies in none. */
    private @Nullable String add(FileRow row) {
        int slash = row.path().indexOf('/', prefix.length());
        if (slash < 0) {
            files.add(Rows.fileView(row));
            return null;
        }
        directories.add(row.path().substring(prefix.length(), slash));
        return row.path().substring(0, slash + 1);
    }
}
