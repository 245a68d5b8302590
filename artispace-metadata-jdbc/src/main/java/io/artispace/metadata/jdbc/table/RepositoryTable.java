package io.artispace.metadata.jdbc.table;

import io.artispace.ConflictException;
import io.artispace.Quote;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repositories. */
final class RepositoryTable {
    private static final String ALL = "select id, name, kind, format, settings, created from repositories";
    private static final String INSERT = """
            insert into repositories (name, kind, format, settings, created)
            values (?, ?, ?, ?, ?)
            on conflict do nothing
            returning id""";

    private final Sql sql;
    private final PackageSearch search;

    RepositoryTable(Sql sql, PackageSearch search) {
        this.sql = sql;
        this.search = search;
    }

    List<RepositoryRow> list() {
        return sql.list(ALL + " order by name", this::read);
    }

    Optional<RepositoryRow> held(long id) {
        return sql.find(ALL + " where id = ?" + sql.dialect().forShare(), this::read, id);
    }

    RepositoryRow insert(RepositoryRow row) {
        long id = sql.insert(
                        INSERT,
                        row.name(),
                        row.kind(),
                        row.format(),
                        sql.attributes().write(row.settings()),
                        Times.micros(row.created()))
                .orElseThrow(() -> new ConflictException("Cannot create the repository " + Quote.of(row.name())
                        + ": there is one of that name. Choose another name, or delete that one first."));
        return new RepositoryRow(id, row.name(), row.kind(), row.format(), row.settings(), Times.stored(row.created()));
    }

    void update(long id, Map<String, String> settings) {
        sql.change(
                "update repositories set settings = ? where id = ?",
                sql.attributes().write(settings),
                id);
    }

    /**
     * Deletes in the order of the references; blobs that nothing else names any more are left for collection. With these locks,
     * nothing is published meanwhile: whoever adds a package or a file names the repository, and every publication locks its packages.
     */
    void delete(long id) {
        sql.lock("select id from repositories where id = ?", id);
        sql.lock("select id from packages where repository_id = ?", id);
        release(id);
        sql.change("delete from upstream_documents where repository_id = ?", id);
        sql.change("delete from cached_files where repository_id = ?", id);
        sql.change("delete from files where repository_id = ?", id);
        sql.change("delete from tags where package_id in (select p.id from packages p where p.repository_id = ?)", id);
        sql.change(
                "delete from versions where package_id in (select p.id from packages p where p.repository_id = ?)", id);
        search.forget(id);
        sql.change("delete from packages where repository_id = ?", id);
        sql.change("delete from repositories where id = ?", id);
    }

    /**
     * In two statements: the first locks the blobs, so that the second sees what became of the other files that name them, see
     * {@link BlobTable#released}.
     */
    private void release(long id) {
        String itsBlobs = "id in (select f.blob_id from files f where f.repository_id = ? and f.gone = 0)";
        sql.change("update blobs set in_use = 0 where " + itsBlobs, id);
        sql.change(
                "update blobs set in_use = 1 where " + itsBlobs + " and exists (select 1 from files other"
                        + " where other.blob_id = blobs.id and other.removed is null and other.repository_id <> ?)",
                id,
                id);
    }

    private RepositoryRow read(ResultSet row) throws SQLException {
        return new RepositoryRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                sql.attributes().read(row.getString(5)),
                Times.read(row, 6));
    }
}
