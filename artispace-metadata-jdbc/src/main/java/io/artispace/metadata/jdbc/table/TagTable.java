package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.jdbc.sql.Sql;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tags, and what they pointed to before. */
final class TagTable {
    /**
     * Ordered by an expression rather than by the name: for that, SQLite would use an index that has the names in order, and go through
     * everything that the package's tags ever pointed to, instead of sorting the few that are there.
     */
    private static final String LIST =
            "select name, version from tags where package_id = ? and gone = 0 order by coalesce(name, '')";

    private static final String LIST_THEN = """
            select name, version from tags
            where package_id = ? and put <= ? and (removed is null or removed > ?) order by name, id""";
    private static final String FIND = "select version from tags where package_id = ? and name = ? and gone = 0";
    private static final String INSERT =
            "insert into tags (package_id, name, version, revision, put) values (?, ?, ?, ?, ?)";
    private static final String REMOVE = """
            update tags set removed = ?, removed_revision = ?, gone = id
            where package_id = ? and name = ? and gone = 0""";

    private final Sql sql;
    private final LockedPackages locked;

    TagTable(Sql sql, LockedPackages locked) {
        this.sql = sql;
        this.locked = locked;
    }

    Map<String, String> list(long packageId) {
        Map<String, String> tags = tags(LIST, packageId);
        locked.tags(packageId, tags);
        return tags;
    }

    Map<String, String> listAsOf(long packageId, Instant instant) {
        long micros = Times.micros(instant);
        return tags(LIST_THEN, packageId, micros, micros);
    }

    private Map<String, String> tags(String query, Object... parameters) {
        Map<String, String> tags = new LinkedHashMap<>();
        sql.list(query, row -> Map.entry(row.getString(1), row.getString(2)), parameters)
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return Collections.unmodifiableMap(tags);
    }

    void put(long packageId, String tag, String version, long revision, Instant time) {
        Optional<String> before = locked.tags(packageId)
                .map(known -> Optional.ofNullable(known.get(tag)))
                .orElseGet(() -> sql.find(FIND, row -> row.getString(1), packageId, tag));
        if (before.isPresent() && before.get().equals(version)) {
            return;
        }
        if (before.isPresent()) {
            remove(packageId, tag, revision, time);
        }
        sql.changeLater(INSERT, packageId, tag, version, revision, Times.micros(time));
        locked.tag(packageId, tag, version);
    }

    void remove(long packageId, String tag, long revision, Instant time) {
        sql.changeLater(REMOVE, Times.micros(time), revision, packageId, tag);
        locked.tag(packageId, tag, null);
    }
}
