package io.artispace.metadata.jdbc;

import io.artispace.metadata.UpstreamRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of upstreams' documents. */
final class UpstreamTable {
    private static final String FIND = """
            select repository_id, location, etag, last_modified, checked
            from upstream_documents where repository_id = ? and location = ?""";
    private static final String PAGE = """
            select repository_id, location, etag, last_modified, checked
            from upstream_documents where repository_id = ? and location > ? order by location limit ?""";
    private static final String PUT = """
            insert into upstream_documents (repository_id, location, etag, last_modified, checked)
            values (?, ?, ?, ?, ?)
            on conflict (repository_id, location) do update set
                etag = excluded.etag,
                last_modified = excluded.last_modified,
                checked = excluded.checked""";

    private final Sql sql;

    UpstreamTable(Sql sql) {
        this.sql = sql;
    }

    Optional<UpstreamRow> find(long repositoryId, String location) {
        return sql.find(FIND, UpstreamTable::read, repositoryId, location);
    }

    List<UpstreamRow> page(long repositoryId, String after, int limit) {
        return sql.list(PAGE, UpstreamTable::read, repositoryId, after, limit);
    }

    void put(UpstreamRow row) {
        sql.change(
                PUT, row.repositoryId(), row.location(), row.etag(), row.lastModified(), Times.micros(row.checked()));
    }

    void expire(long repositoryId) {
        sql.change(
                "update upstream_documents set checked = ? where repository_id = ?",
                Times.micros(Instant.EPOCH),
                repositoryId);
    }

    private static UpstreamRow read(ResultSet row) throws SQLException {
        return new UpstreamRow(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), Times.read(row, 5));
    }
}
