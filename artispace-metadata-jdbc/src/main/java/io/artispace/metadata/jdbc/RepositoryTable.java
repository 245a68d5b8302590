package io.artispace.metadata.jdbc;

import io.artispace.ConflictException;
import io.artispace.Quote;
import io.artispace.metadata.RepositoryRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The repositories. */
final class RepositoryTable {
    private final Sql sql;

    RepositoryTable(Sql sql) {
        this.sql = sql;
    }

    List<RepositoryRow> list() {
        return sql.list(
                handle -> handle.createQuery(
                        "select id, name, kind, format, settings, created from repositories order by name"),
                this::read);
    }

    RepositoryRow insert(RepositoryRow row) {
        long id = sql.ask(handle -> handle.createQuery("""
                                insert into repositories (name, kind, format, settings, created)
                                values (:name, :kind, :format, :settings, :created)
                                on conflict do nothing
                                returning id""")
                        .bind("name", row.name())
                        .bind("kind", row.kind())
                        .bind("format", row.format())
                        .bind("settings", sql.attributes().write(row.settings()))
                        .bind("created", Times.micros(row.created()))
                        .mapTo(Long.class)
                        .findOne())
                .orElseThrow(() -> new ConflictException("Cannot create the repository " + Quote.of(row.name())
                        + ": there is one of that name. Choose another name, or delete that one first."));
        return new RepositoryRow(id, row.name(), row.kind(), row.format(), row.settings(), Times.stored(row.created()));
    }

    void update(long id, Map<String, String> settings) {
        sql.ask(handle -> handle.createUpdate("update repositories set settings = :settings where id = :id")
                .bind("settings", sql.attributes().write(settings))
                .bind("id", id)
                .execute());
    }

    /** Deletes in the order of the references; blobs that nothing else names any more are left for collection. */
    void delete(long id) {
        execute(id, """
                update blobs set in_use = 0
                where id in (select f.blob_id from files f where f.repository_id = :id and f.gone = 0)
                and not exists (
                    select 1 from files other
                    where other.blob_id = blobs.id and other.removed is null and other.repository_id <> :id)""");
        execute(id, "delete from files where repository_id = :id");
        execute(id, "delete from tags where package_id in (select p.id from packages p where p.repository_id = :id)");
        execute(
                id,
                "delete from versions where package_id in (select p.id from packages p where p.repository_id = :id)");
        execute(
                id,
                "delete from package_words where rowid in (select p.id from packages p where p.repository_id = :id)");
        execute(id, "delete from packages where repository_id = :id");
        execute(id, "delete from repositories where id = :id");
    }

    private void execute(long id, String statement) {
        sql.ask(handle -> handle.createUpdate(statement).bind("id", id).execute());
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
