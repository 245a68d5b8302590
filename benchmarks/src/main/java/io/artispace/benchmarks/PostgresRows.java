package io.artispace.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** How {@link ManyRows} come into PostgreSQL. */
record PostgresRows(String url) implements ManyRows.Engine {
    @Override
    public Connection connect() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source.getConnection();
    }

    /** Without the look-ups by which each row proves what it refers to: the copies refer to what was just copied. */
    @Override
    public List<String> quick() {
        return List.of(
                "set session_replication_role = replica",
                "set synchronous_commit = off",
                "set maintenance_work_mem = '1GB'",
                "alter system set max_wal_size = '16GB'",
                "alter system set full_page_writes = off",
                "select pg_reload_conf()");
    }

    @Override
    public List<String> done() {
        return List.of(
                restart("versions"),
                restart("blobs"),
                restart("files"),
                "alter system reset all",
                "select pg_reload_conf()",
                "checkpoint",
                // What the server does by itself sooner or later.
                "vacuum analyze");
    }

    private static String restart(String table) {
        return "select setval(pg_get_serial_sequence('%1$s', 'id'), (select max(id) from %1$s))".formatted(table);
    }

    /** As it is said: {@code create index name on ...}; a unique one holds a constraint. */
    @Override
    public String indexes(String table) {
        return "select indexdef from pg_indexes where schemaname = current_schema() and indexdef not like 'CREATE UNIQUE%'"
                + " and tablename = '" + table + "'";
    }

    @Override
    public String randomDigest() {
        return "md5(random()::text) || md5(random()::text)";
    }
}
