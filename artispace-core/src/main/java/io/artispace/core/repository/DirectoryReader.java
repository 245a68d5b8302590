package io.artispace.core.repository;

import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists a directory from the ordered paths of files, leaping over everything below a subdirectory once its name is known: the cost
 * follows what is listed, not what lies below.
 */
final class DirectoryReader {
    private static final int LARGEST_BATCH = 64;
    /** Sorts after every character a path can hold. */
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    private final MetadataReader reader;
    private final long repositoryId;
    private final String prefix;
    private final List<String> directories = new ArrayList<>();
    private final List<FileView> files = new ArrayList<>();

    DirectoryReader(MetadataReader reader, long repositoryId, String directory) {
        this.reader = reader;
        this.repositoryId = repositoryId;
        this.prefix = directory.isEmpty() ? "" : directory + "/";
    }

    Listing read(String after, int limit) {
        String position = prefix + after + (after.endsWith("/") ? LAST : "");
        int batch = Math.min(LARGEST_BATCH, limit + 1);
        while (true) {
            List<FileRow> rows = reader.filesByPath(repositoryId, prefix, position, batch);
            String leap = null;
            for (FileRow row : rows) {
                if (leap != null && row.path().startsWith(leap)) {
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
            String last = rows.get(rows.size() - 1).path();
            position = leap != null && last.startsWith(leap) ? leap + LAST : last;
        }
    }

    /** Adds the entry that a row stands for; returns the path of the subdirectory it lies in, or the row's own path. */
    private String add(FileRow row) {
        int slash = row.path().indexOf('/', prefix.length());
        if (slash < 0) {
            files.add(ViewReader.fileView(row));
            return row.path() + "/";
        }
        directories.add(row.path().substring(prefix.length(), slash));
        return row.path().substring(0, slash + 1);
    }
}
