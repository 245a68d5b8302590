package io.artispace.metadata.jdbc.work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of the whole store. Its name is that of the class that hosts know. */
public final class StoreLog {
    private static final String NAME = "io.artispace.metadata.jdbc.JdbcMetadataStore";

    private StoreLog() {}

    /** Returns the logger. */
    public static Logger get() {
        return LoggerFactory.getLogger(NAME);
    }
}
