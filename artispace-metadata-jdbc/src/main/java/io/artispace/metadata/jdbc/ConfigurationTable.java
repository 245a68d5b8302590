package io.artispace.metadata.jdbc;

/** One row with one number, which grows with everything that {@link io.artispace.metadata.MetadataReader#configurationRevision} counts. */
final class ConfigurationTable {
    private final Sql sql;

    ConfigurationTable(Sql sql) {
        this.sql = sql;
    }

    long revision() {
        return sql.number("select revision from configuration where id = 1").orElse(0);
    }

    void changed() {
        sql.change("update configuration set revision = revision + 1 where id = 1");
    }
}
