package io.artispace.metadata.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.metadata.jdbc.Servers;
import io.artispace.metadata.jdbc.server.PostgresDialect;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Changes that PostgreSQL is sent together with what follows them. */
class PostponedTest {
    private final String database = Servers.newPostgresDatabase();

    @Test
    void lastChangesOfAPublishWaitForTheCommitOrAQuestion() throws SQLException {
        long repository;
        try (MetadataStore store = open()) {
            repository = Publishing.createRepository(store, "r");
        }
        List<String> sent = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database)) {
            connection.setAutoCommit(false);
            new SpiedStatements(connection, sent::add).run(new PostgresDialect(), writer -> {
                Publishing.publish(writer, repository, "app", "1");

                assertThat(sent)
                        .as("package, blob, version, blob in use, file")
                        .hasSize(5)
                        .noneMatch(statement -> statement.contains("into events"));
                assertThat(writer.packageNames(repository, "", "", 10)).hasSize(1);
                assertThat(sent).anyMatch(statement -> statement.contains("into events"));
            });
        }
    }

    @Test
    void versionKnownToBeAbsentIsAddedWithoutWaiting() throws SQLException {
        long repository;
        try (MetadataStore store = open()) {
            repository = Publishing.createRepository(store, "r");
            Publishing.publish(store, repository, "app", "1");
        }
        List<String> sent = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database)) {
            connection.setAutoCommit(false);
            new SpiedStatements(connection, sent::add).run(new PostgresDialect(), writer -> {
                PackageRow owner = writer.lockPackage(repository, "app", Publishing.TIME);
                assertThat(writer.tags(owner.id())).isEmpty();
                for (String version : List.of("2", "3")) {
                    assertThat(writer.findVersion(owner.id(), version)).isEmpty();
                }
                int asked = sent.size();

                writer.insertVersion(version(owner.id(), "2"));
                writer.putTag(owner.id(), "latest", "2", 2, Publishing.TIME);

                assertThat(sent).hasSize(asked);
                writer.insertVersion(version(owner.id(), "3"));
                writer.putTag(owner.id(), "latest", "3", 2, Publishing.TIME);
                assertThat(writer.tags(owner.id())).isEqualTo(Map.of("latest", "3"));
                assertThat(writer.versions(owner.id(), Manifests.WITHOUT))
                        .extracting(VersionRow::name)
                        .containsExactly("1", "2", "3");
            });
        }
    }

    @Test
    void versionsOfOneWorkHaveTheirIdsInTheirOrderWhetherOrNotTheyWereAskedFor() {
        try (MetadataStore store = open()) {
            long repository = Publishing.createRepository(store, "r");
            Publishing.publish(store, repository, "app", "1");

            store.write(writer -> {
                long owner =
                        writer.lockPackage(repository, "app", Publishing.TIME).id();
                assertThat(writer.findVersion(owner, "3")).isEmpty();
                long second = writer.insertVersion(version(owner, "2"));
                return assertThat(writer.insertVersion(version(owner, "3"))).isGreaterThan(second);
            });

            assertThat(Publishing.versions(store, repository, "app")).containsExactly("1", "2", "3");
        }
    }

    @Test
    void manyAreDoneInTheirOrder() {
        try (MetadataStore store = open()) {
            long repository = Publishing.createRepository(store, "r");

            store.write(writer -> {
                VersionRow row = insertVersion(writer, repository);
                for (int revision = 2; revision <= 30; revision++) {
                    writer.updateVersion(row.withRevision(revision));
                }
                return true;
            });

            assertThat(store.<Long>read(reader -> reader.findVersion(
                                    reader.findPackage(repository, "app")
                                            .orElseThrow()
                                            .id(),
                                    "1")
                            .orElseThrow()
                            .revision()))
                    .isEqualTo(30);
        }
    }

    @Test
    void valueThatIsTooLongFailsTheCommitAndNothingIsWritten() {
        String incompressible = new SplittableRandom(1)
                .ints(10_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try (MetadataStore store = open()) {
            long repository = Publishing.createRepository(store, "r");

            assertThatThrownBy(() -> store.write(writer -> {
                        VersionRow row = insertVersion(writer, repository);
                        writer.putTag(row.packageId(), incompressible, "1", 1, Publishing.TIME);
                        return true;
                    }))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("longer than the metadata store can hold");

            assertThat(store.<Boolean>read(
                            reader -> reader.findPackage(repository, "app").isPresent()))
                    .isFalse();
        }
    }

    @Test
    void textThatCannotBeStoredIsRefusedAtOnce() {
        try (MetadataStore store = open()) {
            long repository = Publishing.createRepository(store, "r");

            store.write(writer -> {
                VersionRow row = insertVersion(writer, repository);
                assertThatThrownBy(() -> writer.updateVersion(row.withManifest("\0")))
                        .isInstanceOf(InvalidInputException.class);
                writer.updateVersion(row.withRevision(2));
                return true;
            });

            assertThat(Publishing.versions(store, repository, "app")).containsExactly("1");
        }
    }

    private static VersionRow version(long owner, String name) {
        return new VersionRow(0, owner, name, 2, Publishing.TIME, null, Map.of(), "manifest");
    }

    private static VersionRow insertVersion(MetadataWriter writer, long repository) {
        long owner = writer.lockPackage(repository, "app", Publishing.TIME).id();
        VersionRow row = new VersionRow(0, owner, "1", 1, Publishing.TIME, null, Map.of(), "manifest");
        return row.withId(writer.insertVersion(row));
    }

    private MetadataStore open() {
        return new JdbcMetadataStoreProvider().open(URI.create(database));
    }
}
