package io.artispace.metadata.jdbc.table;

import io.artispace.ConflictException;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.FileChangeRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataRestore;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.TagRow;
import io.artispace.metadata.VersionRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.util.List;

/**
 * Writes the rows of another store with their ids. Whether it is unfinished is told by a row of the configuration, next to the one with
 * the revision, so that one transaction finishes it and says so.
 */
final class JdbcRestore implements MetadataRestore {
    /** The id of that row. */
    static final long UNFINISHED = 2;

    /**
     * How many ids are left out. Ids of rows that were deleted before the move must not be given again, since something may still be cached
     * under them.
     */
    private static final long GAP = 1_000_000;

    private static final String REPOSITORY = """
            insert into repositories (id, name, kind, format, settings, created)
            values (?, ?, ?, ?, ?, ?)
            on conflict (id) do update set settings = excluded.settings""";
    private static final String PACKAGE = """
            insert into packages (id, repository_id, name, revision, created, modified, attributes)
            values (?, ?, ?, 0, ?, ?, '{}')
            on conflict do nothing""";
    private static final String VERSION = """
            insert into versions (id, package_id, name, revision, published, removed, gone, attributes, manifest)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                revision = excluded.revision,
                published = excluded.published,
                removed = excluded.removed,
                gone = excluded.gone,
                attributes = excluded.attributes,
                manifest = excluded.manifest""";
    private static final String MAKE_WAY =
            "update files set gone = id where repository_id = ? and path = ? and gone = 0 and id <> ?";
    private static final String FILE = """
            insert into files
                (id, repository_id, package_id, version_id, blob_id, path, revision, changed, published, removed, gone)
            values (?, ?, ?, ?, (select id from blobs where sha256 = ?), ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                changed = excluded.changed,
                removed = excluded.removed,
                gone = excluded.gone""";
    /** Each file that can be evicted has a row; its last use is noted over it. */
    private static final String CACHED = """
            insert into cached_files (file_id, repository_id, used)
            select ?, id, ? from repositories where id = ? and kind = 'proxy'
            on conflict do nothing""";

    private static final String TAG = """
            insert into tags (id, package_id, name, version, revision, put, removed, removed_revision, gone)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                removed = excluded.removed,
                removed_revision = excluded.removed_revision,
                gone = excluded.gone""";

    private final Sql sql;
    private final PackageTable packages;
    private final BlobTable blobs;
    private final EventTable events;

    JdbcRestore(Sql sql, PackageTable packages, BlobTable blobs, EventTable events) {
        this.sql = sql;
        this.packages = packages;
        this.blobs = blobs;
        this.events = events;
    }

    @Override
    public void begin() {
        if (count("configuration where id = " + UNFINISHED) > 0) {
            return;
        }
        for (String table : List.of("repositories", "users", "tokens", "blobs", "events", "sessions")) {
            if (count(table) > 0) {
                throw new ConflictException("Cannot begin to restore a metadata store: it has " + table
                        + " already, and is not what an interrupted restore has left. Choose an empty one.");
            }
        }
        sql.change("insert into configuration (id, revision) values (?, 0)", UNFINISHED);
    }

    private long count(String rows) {
        return sql.number("select count(*) from " + rows).orElse(0);
    }

    @Override
    public void putRepository(RepositoryRow row) {
        sql.change(
                REPOSITORY,
                row.id(),
                row.name(),
                row.kind(),
                row.format(),
                sql.attributes().write(row.settings()),
                Times.micros(row.created()));
    }

    @Override
    public void putPackage(PackageRow row) {
        sql.insertIfAbsent(
                PACKAGE,
                row.id(),
                row.repositoryId(),
                row.name(),
                Times.micros(row.created()),
                Times.micros(row.modified()));
        packages.update(row);
    }

    @Override
    public void putVersion(VersionRow row) {
        sql.change(
                VERSION,
                row.id(),
                row.packageId(),
                row.name(),
                row.revision(),
                Times.micros(row.published()),
                Times.nullableMicros(row.removed()),
                row.isLive() ? 0L : row.id(),
                sql.attributes().write(row.attributes()),
                row.manifest());
    }

    @Override
    public void putFile(FileChangeRow change) {
        FileRow row = change.file();
        if (row.isLive()) {
            sql.change(MAKE_WAY, row.repositoryId(), row.path(), row.id());
        }
        sql.change(
                FILE,
                row.id(),
                row.repositoryId(),
                row.packageId(),
                row.versionId(),
                row.digests().sha256().hex(),
                row.path(),
                row.revision(),
                change.changed(),
                Times.micros(row.published()),
                Times.nullableMicros(row.removed()),
                row.isLive() ? 0L : row.id());
        if (row.isLive()) {
            sql.change(
                    "update blobs set in_use = 1 where sha256 = ?",
                    row.digests().sha256().hex());
            sql.insertIfAbsent(CACHED, row.id(), Times.micros(row.published()), row.repositoryId());
        } else {
            blobs.released(row.id());
            sql.change("delete from cached_files where file_id = ?", row.id());
        }
    }

    @Override
    public void putTag(TagRow row) {
        sql.change(
                TAG,
                row.id(),
                row.packageId(),
                row.name(),
                row.version(),
                row.revision(),
                Times.micros(row.put()),
                Times.nullableMicros(row.removed()),
                row.removedRevision(),
                row.removed() == null ? 0L : row.id());
    }

    @Override
    public void putEvent(RegistryEvent event) {
        events.put(event);
    }

    @Override
    public void beginEvents(RegistryEvent first) {
        events.beginWith(first);
    }

    @Override
    public void finish(long configurationRevision) {
        skipIds();
        sql.dialect().restored(sql, GAP);
        new ConfigurationTable(sql).set(configurationRevision);
        sql.change("delete from configuration where id = ?", UNFINISHED);
    }

    /** Inserts and deletes a row with a great id, which moves the counter of ids for good. */
    private void skipIds() {
        long repository =
                sql.number("select coalesce(max(id), 0) from repositories").orElse(0) + GAP;
        long first = sql.number("select coalesce(max(id), 0) from packages").orElse(0) + GAP;
        sql.change(REPOSITORY, repository, "", "", "", "{}", 0L);
        sql.insertIfAbsent(PACKAGE, first, repository, "", 0L, 0L);
        sql.change("delete from packages where id = ?", first);
        sql.change("delete from repositories where id = ?", repository);
    }
}
