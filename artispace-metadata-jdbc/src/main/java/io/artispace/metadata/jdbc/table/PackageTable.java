package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.PackageRow;
import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The packages. */
final class PackageTable {
    private static final String FIND =
            "select " + PackageColumns.ALL + " from packages p where p.repository_id = ? and p.name = ?";
    private static final String OF_NAMES =
            "select " + PackageColumns.ALL + " from packages p where p.repository_id = ? and p.name in (%s)";
    private static final String STORED = "select " + PackageColumns.ALL + " from packages p where p.id = ?";
    private static final String REVISION = "select revision from packages where repository_id = ? and name = ?";
    private static final String INSERT = """
            insert into packages (repository_id, name, revision, created, modified, attributes)
            values (?, ?, 0, ?, ?, '{}')
            on conflict do nothing
            returning id""";

    /**
     * Finds or inserts a package in one statement. It returns no row if it had to wait for somebody else's insertion, which it does not see
     * yet. It also returns the position of the transaction's first event, and an id for a version.
     */
    private static final String FIND_OR_INSERT = """
            with there as (select p.* from packages p where p.repository_id = ? and p.name = ? for update), new as (
                insert into packages (repository_id, name, revision, created, modified, attributes)
                select ?, ?, 0, ?, ?, '{}' where not exists (select 1 from there)
                on conflict do nothing
                returning *)
            select\s""" + PackageColumns.ALL + ", " + PostgresEventPositions.FIRST
            + ", p.is_new, nextval('version_ids')"
            + " from (select *, false is_new from there union all select *, true is_new from new) p";

    private static final String UPDATE = "update packages set revision = ?, modified = ?, attributes = ? where id = ?";
    private static final String NAMES =
            "select p.name from packages p where p.repository_id = :repository and p.name >= :first and "
                    + PackageColumns.NOT_EMPTY
                    + " order by p.name limit :limit";

    private final Sql sql;
    private final PackageSearch search;
    private final LockedPackages locked;

    PackageTable(Sql sql, PackageSearch search, LockedPackages locked) {
        this.sql = sql;
        this.search = search;
        this.locked = locked;
    }

    Optional<PackageRow> find(long repositoryId, String name) {
        return sql.find(FIND, row -> PackageColumns.read(row, sql.attributes()), repositoryId, name);
    }

    long revision(long repositoryId, String name) {
        return sql.number(REVISION, repositoryId, name).orElse(0);
    }

    List<PackageRow> find(long repositoryId, Collection<String> names) {
        return ManyKeys.list(sql, OF_NAMES, row -> PackageColumns.read(row, sql.attributes()), names, repositoryId);
    }

    List<String> names(long repositoryId, String prefix, String after, int limit) {
        return sql.listWhile(
                handle -> handle.createQuery(NAMES)
                        .bind("repository", repositoryId)
                        .bind("first", Keys.first(prefix, after))
                        .bind("limit", limit),
                row -> row.getString(1),
                name -> name.startsWith(prefix));
    }

    PackageRow lock(long repositoryId, String name, Instant now) {
        PackageRow row = lockRow(repositoryId, name, now);
        locked.locked(row);
        return row;
    }

    /** The row is found in the end: either it is there, or it is inserted here, or another writer's is there after a wait for it. */
    private PackageRow lockRow(long repositoryId, String name, Instant now) {
        while (true) {
            Optional<PackageRow> row = sql.dialect().changesWithinQueries()
                    ? findOrInsert(repositoryId, name, Times.micros(now))
                    : findThenInsert(repositoryId, name, now);
            if (row.isPresent()) {
                return row.get();
            }
        }
    }

    private Optional<PackageRow> findOrInsert(long repositoryId, String name, long micros) {
        return sql.find(
                FIND_OR_INSERT,
                row -> {
                    sql.firstPosition(row.getLong(8));
                    PackageRow found = PackageColumns.read(row, sql.attributes());
                    locked.locked(found, row.getBoolean(9), row.getLong(10));
                    return found;
                },
                repositoryId,
                name,
                repositoryId,
                name,
                micros,
                micros);
    }

    private Optional<PackageRow> findThenInsert(long repositoryId, String name, Instant now) {
        Optional<PackageRow> there = sql.find(
                FIND + sql.dialect().forUpdate(),
                row -> PackageColumns.read(row, sql.attributes()),
                repositoryId,
                name);
        if (there.isPresent()) {
            return there;
        }
        OptionalLong id = sql.insert(INSERT, repositoryId, name, Times.micros(now), Times.micros(now));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Instant created = Times.stored(now);
        return Optional.of(new PackageRow(id.getAsLong(), repositoryId, name, 0, created, created, Map.of()));
    }

    /**
     * Updates the row. Words are indexed only if the package is new or they differ, since indexing costs more than the rest of a publish.
     */
    void update(PackageRow row) {
        Optional<PackageRow> stored = stored(row.id());
        locked.stored(row);
        sql.changeLater(
                UPDATE,
                row.revision(),
                Times.micros(row.modified()),
                sql.attributes().write(row.attributes()),
                row.id());
        stored.ifPresent(before -> indexIfNeeded(before, row));
    }

    private Optional<PackageRow> stored(long id) {
        return locked.row(id).or(() -> sql.find(STORED, row -> PackageColumns.read(row, sql.attributes()), id));
    }

    private void indexIfNeeded(PackageRow stored, PackageRow row) {
        if (stored.revision() == 0 || !PackageSearch.sameWords(stored.attributes(), row.attributes())) {
            search.index(stored.repositoryId(), row.id(), stored.name(), row.attributes());
        }
    }
}
