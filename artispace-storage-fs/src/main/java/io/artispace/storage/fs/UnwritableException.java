package io.artispace.storage.fs;

import io.artispace.Quote;
import java.io.IOException;
import java.nio.file.Path;

/** A directory of the store is there, and this process may not write in it. */
final class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnwritableException(Path directory) {
        super(
                "the user " + Quote.of(System.getProperty("user.name", "")) + " may not write in its directory "
                        + Quote.of(directory)
                        + ". Give the store's directories and files to that user, or start the program as the user to whom they belong.");
    }
}
