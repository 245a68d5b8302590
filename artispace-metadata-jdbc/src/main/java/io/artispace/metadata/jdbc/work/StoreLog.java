package io.artispace.metadata.jdbc.work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of the whole store, under the name of the class that its host knows. */
public final class StoreLog {
    private static final String NAME = "io.artispace.metadata.jdbc.JdbcMetadataStore";

    private StoreLog() {}

    /** Returns the logger. */
    public static Logger get() {
        return LoggerFactory.getLogger(NAME);
    }
}
