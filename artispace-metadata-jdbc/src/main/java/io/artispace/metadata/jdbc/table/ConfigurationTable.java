package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.jdbc.sql.Sql;

/** One row with one number, which grows with everything that {@link io.artispace.metadata.MetadataReader#configurationRevision} counts. */
final class ConfigurationTable {
    private final Sql sql;

    ConfigurationTable(Sql sql) {
        this.sql = sql;
    }

    long revision() {
        return sql.number("select revision from configuration where id = 1").orElse(0);
    }

    /** Keeps others from changing it until the transaction ends. */
    void lock() {
        sql.lock("select id from configuration where id = 1");
    }

    void changed() {
        sql.change("update configuration set revision = revision + 1 where id = 1");
        sql.noteConfigurationChange();
    }

    /** Takes over the revision of another store. */
    void set(long revision) {
        sql.change("update configuration set revision = ? where id = 1", revision);
        sql.noteConfigurationChange();
    }
}
