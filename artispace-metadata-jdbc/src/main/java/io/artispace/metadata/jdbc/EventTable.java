package io.artispace.metadata.jdbc;

import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * The event log. With one writer at a time positions are committed in their order, so a reader that goes on from the last position
 * misses nothing; a database with several writers has to see to that.
 */
final class EventTable {
    private static final String INSERT = """
            insert into events (time, type, repository, package_name, version, detail, caller)
            values (?, ?, ?, ?, ?, ?, ?)
            returning position""";

    /** A newer release may have written types that this one does not know; readers are to ignore them. */
    private static final String PAGE = """
            select position, time, type, repository, package_name, version, detail, caller
            from events
            where position > :after and type in (<types>)
            order by position
            limit :limit""";

    private final Sql sql;

    EventTable(Sql sql) {
        this.sql = sql;
    }

    List<RegistryEvent> page(long after, int limit) {
        return sql.list(
                handle -> handle.createQuery(PAGE)
                        .bind("after", after)
                        .bind("limit", limit)
                        .bindList(
                                "types",
                                Arrays.stream(Type.values()).map(Enum::name).toList()),
                EventTable::read);
    }

    RegistryEvent append(RegistryEvent event) {
        long position = sql.number(
                        INSERT,
                        Times.micros(event.time()),
                        event.type().name(),
                        event.repository(),
                        event.packageName(),
                        event.version(),
                        event.detail(),
                        event.caller())
                .orElseThrow();
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
