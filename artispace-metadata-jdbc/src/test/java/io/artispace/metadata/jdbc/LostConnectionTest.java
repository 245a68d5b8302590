package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.RepositoryRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What happens to a transaction whose connection breaks. */
class LostConnectionTest {
    private static final Pattern PORT = Pattern.compile("(?<=:)\\d+(?=/)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void workWhoseCommitIsNotAnsweredIsFoundCommittedAndNotRepeated(DatabaseServer server) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        String database = server.newDatabase();
        try (Relay relay = new Relay(port(database));
                MetadataStore store = open(through(relay, database))) {
            relay.cut(Relay.Cut.AFTER_COMMIT);

            long id = store.write(writer -> {
                runs.incrementAndGet();
                return writer.insertRepository(Publishing.repository("r")).id();
            });

            assertThat(runs).hasValue(1);
            assertThat(repositories(store)).extracting(RepositoryRow::id).containsExactly(id);
        }
    }

    /** PostgreSQL alone gets the mark and the commit in one message, which can be late as a whole. */
    @Test
    void commitThatArrivesWhenItsWorkIsRepeatedTakesNoEffect() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        String database = Servers.newPostgresDatabase();
        try (Relay relay = new Relay(port(database));
                MetadataStore store = open(through(relay, database))) {
            relay.cut(Relay.Cut.LATE_COMMIT);

            long id = store.write(writer -> {
                if (runs.incrementAndGet() == 2) {
                    relay.deliverLateCommit();
                }
                return writer.insertRepository(Publishing.repository("r")).id();
            });
            Publishing.createRepository(store, "another");

            assertThat(runs).hasValue(2);
            assertThat(repositories(store))
                    .extracting(RepositoryRow::id)
                    .contains(id)
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workWhoseCommitDoesNotArriveIsRepeated(DatabaseServer server) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        String database = server.newDatabase();
        try (Relay relay = new Relay(port(database));
                MetadataStore store = open(through(relay, database))) {
            relay.cut(Relay.Cut.BEFORE_COMMIT);

            store.write(writer -> {
                runs.incrementAndGet();
                return writer.insertRepository(Publishing.repository("r"));
            });

            assertThat(runs).hasValue(2);
            assertThat(repositories(store)).hasSize(1);
        }
    }

    @Test
    void workDuringWhichTheServerRestartsIsRepeatedAsAWhole() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        EmbeddedPostgres[] server = {start(0)};
        String database = Servers.newSchema(server[0]);
        try (MetadataStore store = open(database)) {
            long repository = Publishing.createRepository(store, "r");

            store.write(writer -> {
                Publishing.publish(writer, repository, "app", "1." + runs.incrementAndGet());
                if (runs.get() == 1) {
                    server[0] = restart(server[0]);
                }
                return Publishing.publish(writer, repository, "other", "1");
            });

            assertThat(Publishing.versions(store, repository, "app")).containsExactly("1." + runs.get());
            assertThat(runs).hasValueGreaterThan(1);
            assertThat(Publishing.versions(store, repository, "other")).containsExactly("1");
        } finally {
            server[0].close();
        }
    }

    @Test
    void workThatPausedLongerThanTheServerWaitsIsRepeated() {
        AtomicInteger runs = new AtomicInteger();
        String database = Servers.newPostgresDatabase();
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(database + "&ApplicationName=pausing");
        try (MetadataStore store = JdbcMetadataStore.open(connections)) {
            connections.setOptions("-c idle_in_transaction_session_timeout=500");

            store.write(writer -> {
                if (runs.incrementAndGet() == 1) {
                    await().until(() -> sessions(database, "pausing") == 0);
                }
                return writer.insertRepository(Publishing.repository("r"));
            });

            assertThat(runs).hasValueGreaterThan(1);
            assertThat(repositories(store)).hasSize(1);
        }
    }

    private static int sessions(String database, String application) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where application_name = ?")) {
            statement.setString(1, application);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    @Test
    void serverThatIsNotThereIsSaidToBeSoWithoutThePassword() {
        assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/artispace?user=u&password=secret"))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("PostgreSQL")
                .hasMessageContaining("cannot be reached")
                .message()
                .doesNotContain("secret");
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private EmbeddedPostgres restart(EmbeddedPostgres server) {
        try {
            server.close();
            return start(server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(String database) {
        Matcher port = PORT.matcher(database);
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group());
    }

    private static String through(Relay relay, String database) {
        String location = PORT.matcher(database).replaceFirst(Integer.toString(relay.port()));
        // Sends the text of each command, where it would send the number of a prepared one.
        return location.contains("postgresql") ? location + "&preferQueryMode=simple" : location;
    }

    private static List<RepositoryRow> repositories(MetadataStore store) {
        return store.read(reader -> reader.repositories());
    }

    private static MetadataStore open(String location) {
        return new JdbcMetadataStoreProvider().open(URI.create(location));
    }
}
