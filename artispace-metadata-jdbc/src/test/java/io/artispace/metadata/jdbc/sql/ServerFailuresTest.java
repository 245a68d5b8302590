package io.artispace.metadata.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.metadata.jdbc.sql.ServerFailures.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How failures are classified that only other servers, or hours of waiting, could bring about. */
class ServerFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "40001, 0,    CONFLICT, other writers",
        "HY000, 1020, CONFLICT, other writers",
        "40000, 3101, CONFLICT, other writers",
        "08006, 0,    LOST,     cannot be reached",
        "08S01, 1153, LASTING,  max_allowed_packet",
        "42P07, 0,    LASTING,  of its own",
        "3F000, 0,    LASTING,  search_path",
        "25006, 0,    LASTING,  may write",
        "HY000, 1792, LASTING,  may write",
        "HY000, 1665, LASTING,  binlog_format",
        "08P01, 0,    LOST,     search_path",
        "26000, 0,    LASTING,  prepareThreshold=0",
        "42P05, 0,    LASTING,  prepareThreshold=0",
        "57014, 0,    LASTING,  time limit",
        "25P04, 0,    LASTING,  time limit",
        "70100, 1969, LASTING,  time limit",
        "42000, 1203, LOST,     Raise its limit",
        "42000, 1226, LOST,     Raise its limit",
    })
    void failureIsToldByItsStateOrNumber(String state, int code, Kind kind, String advice) {
        SQLException failure = new SQLException("refused", state, code);

        assertThat(ServerFailures.kind(failure)).isEqualTo(kind);
        assertThat(SqlFailures.failed("Cannot write", failure)).hasMessageContaining(advice);
    }

    /** The driver says so and closes the connection, which does not become any larger by another attempt. */
    @Test
    void valueThatTheDriverDoesNotSendIsNoLostConnection() {
        SQLException failure = new SQLNonTransientConnectionException(
                "Packet too big", "08000", new MaxAllowedPacketException("Packet too big"));

        assertThat(ServerFailures.kind(failure)).isEqualTo(Kind.LASTING);
        assertThat(SqlFailures.failed("Cannot write", failure)).hasMessageContaining("max_allowed_packet");
    }

    @Test
    void exhaustedPoolIsReported() {
        SQLException failure = new SQLTransientConnectionException("Connection is not available, request timed out");

        assertThat(ServerFailures.kind(failure)).isEqualTo(Kind.LOST);
        assertThat(SqlFailures.failed("Cannot get a connection", failure))
                .hasMessageContaining("no connection came free in time");
    }

    /** Named as that of the drivers. */
    private static final class MaxAllowedPacketException extends IOException {
        private static final long serialVersionUID = 1L;

        MaxAllowedPacketException(String message) {
            super(message);
        }
    }
}
