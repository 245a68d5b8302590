package io.artispace.metadata.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStoreFullException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {
    /** Whoever logs it need not log a trace for each file that cannot be stored. */
    @Test
    void fullDiskIsToldAsThatOfABlobStoreIs() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (x)");
            statement.execute("pragma max_page_count = 2");

            StorageFailedException failed = SqlFailures.failed("Cannot write", fill(statement));

            assertThat(failed)
                    .hasMessage("Cannot write: the disk is full. Free some space and repeat.")
                    .cause()
                    .isInstanceOf(BlobStoreFullException.class)
                    .hasMessage("No room is left: the disk of the database is full.")
                    .hasCauseInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "53100, 0,    could not extend file",
        "HY000, 1021, Disk full",
        "HY000, 1114, The table is full",
        "HY000, 1030, 'Got error 28 \"No space left on device\" from storage engine InnoDB'",
        "HY000, 3,    'Error writing file ''/tmp/x'' (Errcode: 28 \"No space left on device\")'",
        "HY000, 1026, 'Error writing file ''/tmp/x'' (OS errno 28 - No space left on device)'"
    })
    void fullDiskOfAServerIsToldInTheSameWay(String state, int code, String message) {
        SQLException full = new SQLException(message, state, code);

        StorageFailedException failed = SqlFailures.failed("Cannot write", full);

        assertThat(failed)
                .hasMessage("Cannot write: the disk of the database is full. Free some space and repeat.")
                .cause()
                .isInstanceOf(BlobStoreFullException.class)
                .hasCause(full);
    }

    /** Of its number, 1037, the lower eight bits are those of a full disk in SQLite. */
    @Test
    void serverWithoutMemoryIsNotToldAsAFullDisk() {
        SQLException outOfMemory = new SQLException("Out of memory", "HY001", 1037);

        assertThat(SqlFailures.failed("Cannot write", outOfMemory)).hasCause(outOfMemory);
    }

    private static SQLException fill(Statement statement) {
        try {
            statement.execute("insert into t values (zeroblob(100000))");
        } catch (SQLException full) {
            return full;
        }
        throw new AssertionError("It was not full.");
    }
}
