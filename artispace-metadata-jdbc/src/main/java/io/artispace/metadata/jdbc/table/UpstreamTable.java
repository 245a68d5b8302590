package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    /** A single statement, so that the second of two writers sees what the first has written. */
    private static final String CONFIRM = """
            update upstream_documents set checked = ?
            where repository_id = ? and location = ?
            and coalesce(etag, '') = ? and coalesce(last_modified, '') = ?""";

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

    void confirm(UpstreamRow row) {
        sql.change(
                CONFIRM,
                Times.micros(row.checked()),
                row.repositoryId(),
                row.location(),
                Objects.requireNonNullElse(row.etag(), ""),
                Objects.requireNonNullElse(row.lastModified(), ""));
    }

    void forgetValidators(long repositoryId) {
        sql.change(
                "update upstream_documents set etag = null, last_modified = null where repository_id = ?",
                repositoryId);
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
