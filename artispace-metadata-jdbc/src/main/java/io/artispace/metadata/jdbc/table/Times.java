package io.artispace.metadata.jdbc.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants as microseconds since the epoch, the finest that every database keeps. What is finer is cut off towards the past, so
 * that the order of instants stays; what does not fit in a {@code long} becomes the first or the last instant that does.
 */
final class Times {
    private Times() {}

    static long micros(Instant time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MICROS));
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static @Nullable Long nullableMicros(@Nullable Instant time) {
        return time == null ? null : micros(time);
    }

    static Instant read(ResultSet row, int column) throws SQLException {
        return instant(row.getLong(column));
    }

    static @Nullable Instant readNullable(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : instant(micros);
    }

    /** Returns the instant as it comes back when it was stored. */
    static Instant stored(Instant time) {
        return instant(micros(time));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
