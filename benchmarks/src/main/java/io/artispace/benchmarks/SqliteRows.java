package io.artispace.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteDataSource;

/** How {@link ManyRows} come into SQLite. */
record SqliteRows(Path database) implements ManyRows.Engine {
    @Override
    public Connection connect() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + database);
        return source.getConnection();
    }

    @Override
    public List<String> quick() {
        return List.of(
                "pragma journal_mode = delete",
                "pragma journal_mode = off",
                "pragma synchronous = off",
                "pragma cache_size = -1000000",
                "pragma temp_store = memory");
    }

    /** The numbers that "autoincrement" gives are ahead of all that were chosen here. */
    @Override
    public List<String> done() {
        return List.of("pragma journal_mode = wal");
    }

    @Override
    public String indexes(String table) {
        return "select sql from sqlite_master where type = 'index' and sql is not null and tbl_name = '" + table + "'";
    }

    @Override
    public String randomDigest() {
        return "lower(hex(randomblob(32)))";
    }
}
