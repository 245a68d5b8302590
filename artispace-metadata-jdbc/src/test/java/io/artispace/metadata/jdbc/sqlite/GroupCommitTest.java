package io.artispace.metadata.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.metadata.jdbc.schema.Migrations;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import io.artispace.metadata.jdbc.sql.SqlSource;
import io.artispace.testkit.Together;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Writers on SQLite that share a commit. */
class GroupCommitTest {
    private static final int WRITERS = 16;

    @TempDir
    Path directory;

    @Test
    void writersThatComeWhileAnotherWritesShareOneCommit() throws Exception {
        try (CountedBatches batches = new CountedBatches(directory.resolve("artispace.db"))) {
            CountDownLatch firstIsInside = new CountDownLatch(1);
            CountDownLatch othersCome = new CountDownLatch(WRITERS - 1);

            List<Boolean> done = Together.run(WRITERS, i -> () -> {
                if (i == 0) {
                    return batches.commits.write(writer -> {
                        firstIsInside.countDown();
                        await(othersCome);
                        return true;
                    });
                }
                firstIsInside.await();
                othersCome.countDown();
                return batches.commits.write(writer -> {
                    writer.insertRepository(Publishing.repository("r" + i));
                    return true;
                });
            });

            assertThat(done).hasSize(WRITERS).containsOnly(true);
            assertThat(batches.begun).hasValueLessThan(WRITERS / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void workThatFailsInAGroupDoesNotFailItsNeighbours(int failing) throws Exception {
        try (MetadataStore store = JdbcMetadataStore.openSqlite(directory.resolve("artispace.db"))) {
            CountDownLatch firstIsInside = new CountDownLatch(1);
            CountDownLatch othersCome = new CountDownLatch(WRITERS - 1);

            List<Boolean> wrote = Together.run(WRITERS, i -> () -> {
                if (i > 0) {
                    firstIsInside.await();
                    othersCome.countDown();
                }
                try {
                    return store.write(writer -> {
                        if (i == 0) {
                            firstIsInside.countDown();
                            await(othersCome);
                        }
                        writer.insertRepository(Publishing.repository("r" + i));
                        if (i % 3 == failing) {
                            writer.insertRepository(Publishing.repository("r" + i));
                        }
                        return true;
                    });
                } catch (ConflictException e) {
                    return false;
                }
            });

            int expected = 0;
            for (int i = 0; i < WRITERS; i++) {
                assertThat(wrote.get(i)).isEqualTo(i % 3 != failing);
                expected += i % 3 == failing ? 0 : 1;
            }
            assertThat(store.<Integer>read(reader -> reader.repositories().size()))
                    .isEqualTo(expected);
        }
    }

    /** As SQLite does when the disk is full: that it cannot be rolled back once more is not what went wrong. */
    @Test
    void workDuringWhichTheDatabaseRollsBackIsToldWhy() throws Exception {
        try (CountedBatches batches = new CountedBatches(directory.resolve("artispace.db"))) {
            StorageFailedException full =
                    SqlFailures.failed("Cannot write", new SQLiteException("", SQLiteErrorCode.SQLITE_FULL));

            assertThatThrownBy(() -> batches.commits.write(writer -> {
                        batches.rollBack();
                        throw full;
                    }))
                    .isInstanceOf(StorageFailedException.class)
                    .hasMessageContaining("the disk is full");
        }
    }

    @Test
    void writersThatCameTogetherDoNotWaitForALockedDatabaseOneAfterTheOther() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        CountDownLatch othersWait = new CountDownLatch(1);
        GroupCommit commits = new GroupCommit(() -> {
            if (tried.incrementAndGet() == 1) {
                await(othersWait);
            }
            throw SqlFailures.failed("Cannot begin", new SQLiteException("", SQLiteErrorCode.SQLITE_BUSY));
        });
        List<Throwable> told = new CopyOnWriteArrayList<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Thread writer = new Thread(() -> {
                try {
                    commits.write(unused -> true);
                } catch (StorageFailedException e) {
                    told.add(e);
                }
            });
            writer.start();
            writers.add(writer);
        }
        Awaitility.await().until(() -> writers.stream().allMatch(writer -> writer.getState() == Thread.State.WAITING));

        othersWait.countDown();

        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(told)
                .hasSize(WRITERS)
                .doesNotHaveDuplicates()
                .allSatisfy(failure ->
                        assertThat(failure).hasMessageContaining("another process kept the database locked"));
        assertThat(tried).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Group commits on a file, counted. */
    private static final class CountedBatches implements AutoCloseable {
        final AtomicInteger begun = new AtomicInteger();
        final GroupCommit commits;
        private final Connection connection;

        CountedBatches(Path database) throws SQLException {
            connection = SqliteDataSource.writer(database).getConnection();
            new Migrations(new SqliteDialect()).run(connection);
            commits = new GroupCommit(() -> {
                begun.incrementAndGet();
                return new Batch(
                        connection,
                        new SqlSource(new SqliteDialect()),
                        (given, configurationChanged) -> given.setAutoCommit(true),
                        given -> {});
            });
        }

        void rollBack() {
            try (Statement statement = connection.createStatement()) {
                statement.execute("rollback");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
