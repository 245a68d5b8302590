package io.artispace.metadata.jdbc.table;

import io.artispace.ConflictException;
import io.artispace.Quote;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.VersionRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The versions, those that were removed included. */
final class VersionTable {
    private static final String COLUMNS = "id, package_id, name, revision, published, removed, attributes, ";
    private static final String THERE = " from versions where package_id = ? and gone = 0 order by id";
    private static final String LIST = "select " + COLUMNS + "manifest" + THERE;
    private static final String LIST_WITHOUT_MANIFESTS = "select " + COLUMNS + "''" + THERE;
    /**
     * Not sorted by the database: SQLite would copy every manifest to sort the rows, which takes twice as long as everything else. The
     * range has an upper end that nothing reaches, because of {@link Sql#planOnce}: without knowing the values, PostgreSQL expects few rows
     * in a range with two ends, and many in one with an open end.
     */
    private static final String CHANGED = "select " + COLUMNS
            + "manifest from versions where package_id = ? and revision > ? and revision < 9223372036854775807";

    /** The row that is there is newer than removed ones; of removed ones, the one with the greatest id ("gone") is the newest. */
    private static final String FIND = "select " + COLUMNS + """
            manifest from versions
            where id = coalesce(
                (select id from versions where package_id = ? and name = ? and gone = 0),
                (select id from versions where package_id = ? and name = ? order by gone desc limit 1))""";

    private static final String OF_ID = " from versions where id = ?";
    private static final String FIND_BY_ID = "select " + COLUMNS + "manifest" + OF_ID;
    private static final String FIND_BY_ID_WITHOUT_MANIFEST = "select " + COLUMNS + "''" + OF_ID;

    private static final String THEN = " from versions where package_id = ? and published <= ?"
            + " and (removed is null or removed > ?) order by id";
    private static final String LIST_THEN = "select " + COLUMNS + "manifest" + THEN;
    private static final String LIST_THEN_WITHOUT_MANIFESTS = "select " + COLUMNS + "''" + THEN;
    private static final String GONE = "select " + COLUMNS + "manifest from versions"
            + " where package_id = ? and gone > 0 and published <= ? and removed > ? order by id";
    private static final String INSERT = """
            insert into versions (package_id, name, revision, published, removed, gone, attributes, manifest)
            values (?, ?, ?, ?, null, 0, ?, ?)
            on conflict do nothing
            returning id""";
    private static final String INSERT_WITH_ID = """
            insert into versions (id, package_id, name, revision, published, removed, gone, attributes, manifest)
            values (?, ?, ?, ?, ?, null, 0, ?, ?)""";
    private static final String UPDATE =
            "update versions set revision = ?, published = ?, attributes = ?, manifest = ? where id = ?";
    private static final String REMOVE =
            "update versions set removed = ?, revision = ?, gone = id where id = ? and gone = 0";

    private final Sql sql;
    private final LockedPackages locked;

    VersionTable(Sql sql, LockedPackages locked) {
        this.sql = sql;
        this.locked = locked;
    }

    List<VersionRow> list(long packageId, Manifests manifests) {
        return sql.list(manifests == Manifests.WITH ? LIST : LIST_WITHOUT_MANIFESTS, this::read, packageId);
    }

    List<VersionRow> changedSince(long packageId, long revision) {
        sql.planOnce();
        return sql.list(CHANGED, this::read, packageId, revision).stream()
                .sorted(Comparator.comparingLong(VersionRow::id))
                .toList();
    }

    Optional<VersionRow> find(long packageId, String name) {
        Optional<VersionRow> found = sql.find(FIND, this::read, packageId, name, packageId, name);
        if (found.isEmpty()) {
            locked.versionIsAbsent(packageId, name);
        }
        return found;
    }

    Optional<VersionRow> find(long id, Manifests manifests) {
        return sql.find(manifests == Manifests.WITH ? FIND_BY_ID : FIND_BY_ID_WITHOUT_MANIFEST, this::read, id);
    }

    List<VersionRow> listAsOf(long packageId, Instant instant, Manifests manifests) {
        long micros = Times.micros(instant);
        return sql.list(
                manifests == Manifests.WITH ? LIST_THEN : LIST_THEN_WITHOUT_MANIFESTS,
                this::read,
                packageId,
                micros,
                micros);
    }

    List<VersionRow> goneSince(long packageId, Instant instant) {
        long micros = Times.micros(instant);
        return sql.list(GONE, this::read, packageId, micros, micros);
    }

    long insert(VersionRow row) {
        OptionalLong id = locked.takeVersionId(row.packageId(), row.name());
        if (id.isPresent()) {
            sql.changeLater(
                    INSERT_WITH_ID,
                    id.getAsLong(),
                    row.packageId(),
                    row.name(),
                    row.revision(),
                    Times.micros(row.published()),
                    sql.attributes().write(row.attributes()),
                    row.manifest());
            return id.getAsLong();
        }
        return sql.insert(
                        INSERT,
                        row.packageId(),
                        row.name(),
                        row.revision(),
                        Times.micros(row.published()),
                        sql.attributes().write(row.attributes()),
                        row.manifest())
                .orElseThrow(() -> new ConflictException("Cannot add the version " + Quote.of(row.name())
                        + ": the package has a version of that name. Choose another one, or remove that one first."));
    }

    void update(VersionRow row) {
        sql.changeLater(
                UPDATE,
                row.revision(),
                Times.micros(row.published()),
                sql.attributes().write(row.attributes()),
                row.manifest(),
                row.id());
    }

    void remove(long id, long revision, Instant time) {
        sql.changeLater(REMOVE, Times.micros(time), revision, id);
    }

    private VersionRow read(ResultSet row) throws SQLException {
        return new VersionRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                Times.read(row, 5),
                Times.readNullable(row, 6),
                sql.attributes().read(row.getString(7)),
                row.getString(8));
    }
}
