package io.artispace.metadata.jdbc.sql;

import java.io.IOException;
import java.sql.SQLException;

/** Thrown when a commit cannot be counted, and therefore must not be made. */
public final class UncountedException extends SQLException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public UncountedException(String message, IOException cause) {
        super(message, cause);
    }
}
