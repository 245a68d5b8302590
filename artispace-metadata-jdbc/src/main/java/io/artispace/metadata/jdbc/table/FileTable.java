package io.artispace.metadata.jdbc.table;

import io.artispace.ConflictException;
import io.artispace.Quote;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The files, those that were removed included. */
final class FileTable {
    /** Begins a query whose rows {@link #read} reads: 13 columns of {@code files f} and {@code blobs b}. */
    static final String COLUMNS =
            "select f.id, f.repository_id, f.package_id, f.version_id, f.path, f.revision, f.published, f.removed, "
                    + BlobTable.COLUMNS;

    private static final String FROM = " from files f join blobs b on b.id = f.blob_id ";
    private static final String SELECT = COLUMNS + FROM + "where ";

    /** The column of {@link #SELECT_WITH_CHANGE} that tells when the file appeared or went. */
    static final int CHANGE = 14;

    /** Begins a query whose rows {@link #read} reads, with the revision of the last change behind. */
    static final String SELECT_WITH_CHANGE = COLUMNS + ", f.changed" + FROM + "where ";

    private static final String LIST = SELECT + "f.package_id = ? and f.gone = 0 order by f.path";
    /** With an end that nothing reaches, see {@link VersionTable}. */
    private static final String CHANGED =
            SELECT + "f.package_id = ? and f.changed > ? and f.changed < 9223372036854775807 order by f.id";

    private static final String OF_VERSION = SELECT + "f.version_id = ? and f.gone = 0 order by f.path";

    /** See {@link VersionTable}: the row that is there, or else the one removed last. */
    private static final String FIND = SELECT + """
            f.id = coalesce(
                (select id from files where repository_id = ? and path = ? and gone = 0),
                (select id from files where repository_id = ? and path = ? order by gone desc limit 1))""";

    private static final String PAGE =
            SELECT + "f.repository_id = :repository and f.path >= :first and f.gone = 0 order by f.path limit :limit";
    private static final String THEN = "f.published <= ? and (f.removed is null or f.removed > ?)";
    private static final String LIST_THEN = SELECT + "f.package_id = ? and " + THEN + " order by f.path, f.id";
    private static final String GONE =
            SELECT + "f.package_id = ? and f.gone > 0 and f.published <= ? and f.removed > ?";
    private static final String FIND_THEN =
            SELECT + "f.repository_id = ? and f.path = ? and " + THEN + " order by f.id desc limit 1";

    /** Has both ends of the prefix: otherwise, if nothing below it was there then, the paths of other prefixes would be gone through. */
    private static final String PAGE_THEN =
            SELECT + "f.repository_id = ? and f.path >= ? and f.path <= ? and " + THEN + " order by f.path limit ?";

    /**
     * "gone" is 0 if the path is new. Otherwise it is that of a row of the path, so that the new row contradicts the unique constraint
     * whether that file is there or was removed. The table within the table is for MariaDB, which does not read the table that it inserts
     * into.
     */
    private static final String INSERT_NEW = """
            insert into files (repository_id, package_id, version_id, blob_id, path, revision, changed, published, gone)
            values (?, ?, ?, (select id from blobs where sha256 = ?), ?, ?, ?, ?, coalesce(
                (select last from (select max(gone) as last from files where repository_id = ? and path = ?) used), 0))
            on conflict do nothing
            returning id""";

    private static final String INSERT = """
            insert into files (repository_id, package_id, version_id, blob_id, path, revision, changed, published)
            values (?, ?, ?, (select id from blobs where sha256 = ?), ?, ?, ?, ?)
            on conflict do nothing
            returning id""";
    private static final String REMOVE =
            "update files set removed = ?, changed = ?, gone = id where id = ? and gone = 0";

    private final Sql sql;
    private final BlobTable blobs;

    FileTable(Sql sql, BlobTable blobs) {
        this.sql = sql;
        this.blobs = blobs;
    }

    List<FileRow> list(long packageId) {
        return sql.list(LIST, FileTable::read, packageId);
    }

    List<FileRow> changedSince(long packageId, long revision) {
        sql.planOnce();
        return sql.list(CHANGED, FileTable::read, packageId, revision);
    }

    List<FileRow> ofVersion(long versionId) {
        return sql.list(OF_VERSION, FileTable::read, versionId);
    }

    Optional<FileRow> find(long repositoryId, String path) {
        return sql.find(FIND, FileTable::read, repositoryId, path, repositoryId, path);
    }

    List<FileRow> page(long repositoryId, String prefix, String after, int limit) {
        return sql.listWhile(
                handle -> handle.createQuery(PAGE)
                        .bind("repository", repositoryId)
                        .bind("first", Keys.first(prefix, after))
                        .bind("limit", limit),
                FileTable::read,
                row -> row.path().startsWith(prefix));
    }

    List<FileRow> listAsOf(long packageId, Instant instant) {
        long micros = Times.micros(instant);
        return sql.list(LIST_THEN, FileTable::read, packageId, micros, micros);
    }

    List<FileRow> goneSince(long packageId, Instant instant) {
        long micros = Times.micros(instant);
        return sql.list(GONE, FileTable::read, packageId, micros, micros);
    }

    Optional<FileRow> findAsOf(long repositoryId, String path, Instant instant) {
        long micros = Times.micros(instant);
        return sql.find(FIND_THEN, FileTable::read, repositoryId, path, micros, micros);
    }

    List<FileRow> pageAsOf(long repositoryId, String prefix, String after, Instant instant, int limit) {
        long micros = Times.micros(instant);
        return sql.list(
                PAGE_THEN,
                FileTable::read,
                repositoryId,
                Keys.first(prefix, after),
                Keys.last(prefix),
                micros,
                micros,
                limit);
    }

    long insert(FileRow row) {
        blobs.use(row.digests().sha256());
        return insertNaming(row);
    }

    long insert(FileRow row, Instant touched) {
        blobs.putInUse(new BlobRow(row.digests(), row.size(), BlobRow.State.LIVE, touched));
        return insertNaming(row);
    }

    OptionalLong insertNew(FileRow row, Instant touched) {
        blobs.putInUse(new BlobRow(row.digests(), row.size(), BlobRow.State.LIVE, touched));
        List<@Nullable Object> values = values(row);
        values.add(row.repositoryId());
        values.add(row.path());
        return sql.insert(INSERT_NEW, values.toArray());
    }

    private long insertNaming(FileRow row) {
        return sql.insert(INSERT, values(row).toArray())
                .orElseThrow(() -> new ConflictException("Cannot add the file " + Quote.of(row.path())
                        + ": the repository has a file of that path. Choose another one, or remove that one first."));
    }

    private static List<@Nullable Object> values(FileRow row) {
        return new ArrayList<@Nullable Object>(Arrays.<@Nullable Object>asList(
                row.repositoryId(),
                row.packageId(),
                row.versionId(),
                row.digests().sha256().hex(),
                row.path(),
                row.revision(),
                row.revision(),
                Times.micros(row.published())));
    }

    void remove(long id, long revision, Instant time) {
        if (sql.change(REMOVE, Times.micros(time), revision, id) > 0) {
            blobs.released(id);
        }
    }

    static FileRow read(ResultSet row) throws SQLException {
        return new FileRow(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                version(row),
                row.getString(5),
                BlobTable.size(row, 9),
                BlobTable.digests(row, 9),
                row.getLong(6),
                Times.read(row, 7),
                Times.readNullable(row, 8));
    }

    private static @Nullable Long version(ResultSet row) throws SQLException {
        long id = row.getLong(4);
        return row.wasNull() ? null : id;
    }
}
