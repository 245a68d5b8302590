package io.artispace;

import java.util.List;

/**
 * A page of what is directly below a directory. Directories are what the paths of files imply; there are no empty ones.
 *
 * @param directories names of the directories on this page, in order
 * @param files the files on this page, in the order of their names
 * @param more whether there is more after this page
 */
public record Listing(List<String> directories, List<FileView> files, boolean more) {
    /** Copies the lists. */
    public Listing {
        directories = List.copyOf(directories);
        files = List.copyOf(files);
    }

    /**
     * Returns the name after which the next page begins. Directories and files share one {@linkplain NameOrder order}, in which a
     * directory's name ends with a slash.
     *
     * @return the last name of this page; empty if nothing is on it
     */
    public String last() {
        String lastDirectory = directories.isEmpty() ? "" : directories.get(directories.size() - 1) + '/';
        String lastFile =
                files.isEmpty() ? "" : files.get(files.size() - 1).path().fileName();
        return NameOrder.compare(lastDirectory, lastFile) > 0 ? lastDirectory : lastFile;
    }
}
