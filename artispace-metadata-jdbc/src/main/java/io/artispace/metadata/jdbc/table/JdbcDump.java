package io.artispace.metadata.jdbc.table;

import io.artispace.event.RegistryEvent;
import io.artispace.metadata.FileChangeRow;
import io.artispace.metadata.MetadataDump;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.TagRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what only a copy into another store needs; each query walks along a key. */
final class JdbcDump implements MetadataDump {
    private static final List<String> COUNTED = List.of(
            "repositories", "packages", "versions", "files", "tags", "users", "tokens", "events", "sessions", "ledger");

    private static final String PACKAGES =
            "select " + PackageColumns.ALL + " from packages p where p.id > ? order by p.id limit ?";
    private static final String FILES =
            FileTable.SELECT_WITH_CHANGE + "f.package_id = ? and f.changed > ? order by f.id";
    private static final String TAGS = """
            select id, package_id, name, version, revision, put, removed, removed_revision
            from tags where package_id = ? and (revision > ? or removed_revision > ?) order by id""";
    private static final String USES =
            "select file_id, used from cached_files where file_id > ? order by file_id limit ?";

    private final Sql sql;
    private final TokenTable tokens;
    private final UpstreamTable upstreams;
    private final EventTable events;

    JdbcDump(Sql sql, TokenTable tokens, UpstreamTable upstreams, EventTable events) {
        this.sql = sql;
        this.tokens = tokens;
        this.upstreams = upstreams;
        this.events = events;
    }

    @Override
    public boolean isUnfinished() {
        return sql.number("select count(*) from configuration where id = " + JdbcRestore.UNFINISHED)
                        .orElse(0)
                > 0;
    }

    @Override
    public List<PackageRow> packages(long after, int limit) {
        return sql.list(PACKAGES, row -> PackageColumns.read(row, sql.attributes()), after, limit);
    }

    @Override
    public List<FileChangeRow> filesChangedSince(long packageId, long revision) {
        return sql.list(
                FILES,
                row -> new FileChangeRow(FileTable.read(row), row.getLong(FileTable.CHANGE)),
                packageId,
                revision);
    }

    @Override
    public List<TagRow> tagsChangedSince(long packageId, long revision) {
        return sql.list(TAGS, JdbcDump::readTag, packageId, revision, revision);
    }

    private static TagRow readTag(ResultSet row) throws SQLException {
        return new TagRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                Times.read(row, 6),
                Times.readNullable(row, 7),
                nullableLong(row, 8));
    }

    private static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    @Override
    public List<TokenRow> tokens(String after, int limit) {
        return tokens.page(after, limit);
    }

    @Override
    public List<UpstreamRow> upstreams(long repositoryId, String after, int limit) {
        return upstreams.page(repositoryId, after, limit);
    }

    @Override
    public Map<Long, Instant> uses(long after, int limit) {
        Map<Long, Instant> uses = new LinkedHashMap<>();
        sql.list(USES, row -> uses.put(row.getLong(1), Times.read(row, 2)), after, limit);
        return Collections.unmodifiableMap(uses);
    }

    @Override
    public List<RegistryEvent> events(long after, int limit) {
        return events.pageToTheEnd(after, limit);
    }

    @Override
    public long lastEvent() {
        return sql.number("select coalesce(max(position), 0) from events").orElse(0);
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        COUNTED.forEach(table ->
                counts.put(table, sql.number("select count(*) from " + table).orElse(0)));
        return counts;
    }
}
