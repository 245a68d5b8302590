package io.artispace.metadata.jdbc.table;

import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.jdbc.sql.EventPositions;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The event log. */
final class EventTable {
    /**
     * Rows are inserted in groups of this size, and the rest in groups of at most {@link #FEW}: so there are few different statements to
     * keep prepared.
     */
    private static final int MANY = 64;

    private static final int FEW = 8;

    private static final String INSERT =
            "insert into events (position, time, type, repository, package_name, version, detail, caller) values ";

    /** A newer release may have written types that this one does not know; readers are to ignore them. */
    private static final String PAGE = """
            select position, time, type, repository, package_name, version, detail, caller
            from events
            where position > :after and type in (<types>) and <visible>
            order by position
            limit :limit""";

    private static final String PUT = INSERT + "(?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private static final String OLDEST = "select position, time, type from events where %s order by position limit ?";
    private static final String MAKE_WAY = """
            update events
            set type = ?, repository = '', package_name = null, version = null, detail = null, caller = 'host'
            where position = ?""";

    private final Sql sql;
    private final EventPositions positions;

    EventTable(Sql sql, EventPositions positions) {
        this.sql = sql;
        this.positions = positions;
    }

    List<RegistryEvent> page(long after, int limit) {
        return page(after, limit, positions.visible());
    }

    /** Reads those as well that readers do not see yet. */
    List<RegistryEvent> pageToTheEnd(long after, int limit) {
        return page(after, limit, "1 = 1");
    }

    private List<RegistryEvent> page(long after, int limit, String visible) {
        return sql.list(
                handle -> handle.createQuery(PAGE)
                        .define("visible", visible)
                        .bind("after", after)
                        .bind("limit", limit)
                        .bindList(
                                "types",
                                Arrays.stream(Type.values()).map(Enum::name).toList()),
                EventTable::read);
    }

    long last() {
        return sql.number("select coalesce(max(position), 0) from events where " + positions.visible())
                .orElse(0);
    }

    /** One of the oldest events, of whatever type, also one that this release does not know. */
    private record Old(long position, Instant time, String type) {}

    /** Drops the oldest events. The last one stays, since its position is the only thing that tells where the log was. */
    int drop(Instant before, int limit) {
        List<Old> oldest = sql.list(
                OLDEST.formatted(positions.visible()),
                row -> new Old(row.getLong(1), Times.read(row, 2), row.getString(3)),
                limit + 2);
        int marks = oldest.stream().findFirst().filter(EventTable::isMark).isPresent() ? 1 : 0;
        int count = 0;
        while (count < Math.min(limit + marks, oldest.size() - 1)
                && oldest.get(count).time().isBefore(before)) {
            count++;
        }
        if (count <= marks) {
            return 0;
        }
        long last = oldest.get(count - 1).position();
        sql.change("delete from events where position < ?", last);
        sql.change(MAKE_WAY, Type.EVENTS_DROPPED.name(), last);
        return count - marks;
    }

    private static boolean isMark(Old event) {
        return event.type().equals(Type.EVENTS_DROPPED.name());
    }

    /** Drops what is before an event of another store, as it was dropped there. */
    void beginWith(RegistryEvent first) {
        sql.change("delete from events where position <= ?", first.position());
        put(first);
    }

    /** Appends events, in few statements: each is a round trip to a server. */
    List<RegistryEvent> append(List<RegistryEvent> events) {
        List<RegistryEvent> appended = new ArrayList<>(events.size());
        while (appended.size() < events.size()) {
            int done = appended.size();
            int left = events.size() - done;
            List<RegistryEvent> some = events.subList(done, done + (left >= MANY ? MANY : Math.min(left, FEW)));
            List<Long> given = insert(some);
            for (int i = 0; i < some.size(); i++) {
                appended.add(stored(some.get(i), given.get(i)));
            }
        }
        return List.copyOf(appended);
    }

    /** Returns the positions of the events, in their order. */
    private List<Long> insert(List<RegistryEvent> events) {
        @Nullable Long first = positions.take(events.size());
        List<@Nullable Object> values = new ArrayList<>(events.size() * 8);
        for (int i = 0; i < events.size(); i++) {
            values.add(first == null ? null : first + i);
            addRow(values, events.get(i));
        }
        String row = "(" + positions.expression() + ", ?, ?, ?, ?, ?, ?, ?)";
        String insert = INSERT + String.join(", ", Collections.nCopies(events.size(), row));
        if (first != null && !positions.areReturned()) {
            sql.changeLater(insert, values.toArray());
            return LongStream.range(first, first + events.size()).boxed().toList();
        }
        // In no certain order, but they grow with the rows.
        return sql.list(insert + " returning position", result -> result.getLong(1), values.toArray()).stream()
                .sorted()
                .toList();
    }

    private static void addRow(List<@Nullable Object> values, RegistryEvent event) {
        values.add(Times.micros(event.time()));
        values.add(event.type().name());
        values.add(event.repository());
        values.add(event.packageName());
        values.add(event.version());
        values.add(event.detail());
        values.add(event.caller());
    }

    private static RegistryEvent stored(RegistryEvent event, long position) {
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

    /** Takes over an event of another store at its position. */
    void put(RegistryEvent event) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(event.position());
        addRow(values, event);
        sql.insertIfAbsent(PUT, values.toArray());
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
