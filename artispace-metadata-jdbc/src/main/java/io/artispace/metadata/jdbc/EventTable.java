package io.artispace.metadata.jdbc;

import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event log. */
final class EventTable {
    private static final String INSERT = """
            insert into events (position, time, type, repository, package_name, version, detail, caller)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    /** A newer release may have written types that this one does not know; readers are to ignore them. */
    private static final String PAGE = """
            select position, time, type, repository, package_name, version, detail, caller
            from events
            where position > :after and type in (<types>) and <visible>
            order by position
            limit :limit""";

    private final Sql sql;
    private final EventPositions positions;

    EventTable(Sql sql, EventPositions positions) {
        this.sql = sql;
        this.positions = positions;
    }

    List<RegistryEvent> page(long after, int limit) {
        return sql.list(
                handle -> handle.createQuery(PAGE)
                        .define("visible", positions.visible())
                        .bind("after", after)
                        .bind("limit", limit)
                        .bindList(
                                "types",
                                Arrays.stream(Type.values()).map(Enum::name).toList()),
                EventTable::read);
    }

    RegistryEvent append(RegistryEvent event) {
        @Nullable Object[] row = row(positions.next(), event);
        long position;
        if (row[0] instanceof Long given) {
            sql.change(INSERT, row);
            position = given;
        } else {
            position = sql.number(INSERT + " returning position", row).orElseThrow();
        }
        return new RegistryEvent(
                position,
                Times.stored(event.time()),
                event.type(),
                event.repository(),
                event.packageName(),
                event.version(),
                event.detail(),
                event.caller());
    }

    private static @Nullable Object[] row(@Nullable Long position, RegistryEvent event) {
        return new @Nullable Object[] {
            position,
            Times.micros(event.time()),
            event.type().name(),
            event.repository(),
            event.packageName(),
            event.version(),
            event.detail(),
            event.caller()
        };
    }

    private static RegistryEvent read(ResultSet row) throws SQLException {
        return new RegistryEvent(
                row.getLong(1),
                Times.read(row, 2),
                Type.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }
}
