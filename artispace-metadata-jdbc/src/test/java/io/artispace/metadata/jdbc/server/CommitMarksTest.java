package io.artispace.metadata.jdbc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.DatabaseServer;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.metadata.jdbc.Servers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class CommitMarksTest {
    @Test
    void worksThatFailLeaveNoMarksBehind() throws SQLException {
        String database = Servers.newPostgresDatabase();
        try (MetadataStore store = new JdbcMetadataStoreProvider().open(URI.create(database))) {
            for (int i = 0; i < 4; i++) {
                Publishing.createRepository(store, "r" + i);
                assertThatThrownBy(() -> store.write(writer -> {
                            writer.insertRepository(Publishing.repository("other"));
                            throw new IllegalArgumentException("on purpose");
                        }))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        assertThat(marks(database)).isEqualTo(1);
    }

    /** As when memory runs out there. The number in the row is then another than the process knows. */
    @Test
    void markOfACommitThatEndedWithAnErrorIsNotUsedAgain() throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(Servers.newPostgresDatabase());
        AtomicBoolean failing = new AtomicBoolean();
        try (MetadataStore store = JdbcMetadataStore.open(failingAfterCommit(database, failing))) {
            failing.set(true);
            assertThatThrownBy(() -> Publishing.createRepository(store, "first"))
                    .isInstanceOf(OutOfMemoryError.class);

            Publishing.createRepository(store, "second");

            assertThat(store.read(MetadataReader::repositories)).hasSize(2);
        }
    }

    /** As when a replica takes over that lacks the last commits. */
    @ParameterizedTest
    @EnumSource
    void markWhoseRowHasBecomeAnOlderOneIsNotUsedAgain(DatabaseServer server) {
        String database = server.newDatabase();
        try (MetadataStore store = JdbcMetadataStore.openServer(database)) {
            Publishing.createRepository(store, "first");
            Servers.execute(database, "update commit_marks set work = work - 1");
            assertThatThrownBy(() -> Publishing.createRepository(store, "second"))
                    .isInstanceOf(StorageFailedException.class);

            Publishing.createRepository(store, "third");

            assertThat(store.read(MetadataReader::repositories)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksWhoseRowsHaveBecomeOlderOnesCostOneFailure(DatabaseServer server) throws Exception {
        String database = server.newDatabase();
        try (MetadataStore store = JdbcMetadataStore.openServer(database)) {
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> createWith(store, "first", together));
            createWith(store, "second", together);
            other.get();
            Servers.execute(database, "update commit_marks set work = work - 1");
            assertThatThrownBy(() -> Publishing.createRepository(store, "third"))
                    .isInstanceOf(StorageFailedException.class);

            Publishing.createRepository(store, "fourth");

            assertThat(store.read(MetadataReader::repositories)).hasSize(3);
        }
    }

    /** Leaves one mark for each of those who come together. */
    private static void createWith(MetadataStore store, String name, CyclicBarrier together) {
        store.write(writer -> {
            try {
                together.await(60, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return writer.insertRepository(Publishing.repository(name));
        });
    }

    private static DataSource failingAfterCommit(DataSource database, AtomicBoolean failing) {
        return proxy(DataSource.class, database, (method, result) -> {
            if (!method.equals("getConnection")) {
                return result;
            }
            return proxy(Connection.class, result, (called, returned) -> {
                if (called.equals("commit") && failing.getAndSet(false)) {
                    throw new OutOfMemoryError("on purpose");
                }
                return returned;
            });
        });
    }

    private static <T> T proxy(Class<T> type, Object inside, BiFunction<String, Object, Object> afterwards) {
        return type.cast(Proxy.newProxyInstance(
                CommitMarksTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return afterwards.apply(method.getName(), method.invoke(inside, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static int marks(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from commit_marks")) {
            result.next();
            return result.getInt(1);
        }
    }
}
