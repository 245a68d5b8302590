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
}
