package io.artispace.metadata.jdbc.sqlite;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads locations such as {@code sqlite:/var/lib/my%20registry/artispace.db} and {@code sqlite:/C:/registry/artispace.db}. */
public final class SqliteLocation {
    private SqliteLocation() {}

    /** Returns the absolute path of the database's file. */
    public static Path file(URI location) {
        String path = location.getRawPath();
        boolean plain = location.getRawAuthority() == null
                && location.getRawQuery() == null
                && location.getRawFragment() == null;
        if (!"sqlite".equalsIgnoreCase(location.getScheme()) || path == null || path.endsWith("/") || !plain) {
            throw malformed(location, null);
        }
        try {
            return Path.of(URI.create("file://" + path));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw malformed(location, e);
        }
    }

    private static InvalidInputException malformed(URI location, @Nullable Exception cause) {
        // Without what may be a password or a key.
        String shown = location.toString().replaceFirst("[?#].*", "").replaceFirst(":.*@", ":…@");
        String message = "Cannot open the metadata store at " + Quote.of(shown)
                + ": it does not name a file alone. Write sqlite: and the absolute path of the database's file with special"
                + " characters percent-encoded, such as sqlite:/var/lib/registry/artispace.db.";
        return cause == null ? new InvalidInputException(message) : new InvalidInputException(message, cause);
    }
}
