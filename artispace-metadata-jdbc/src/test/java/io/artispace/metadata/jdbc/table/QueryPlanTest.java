package io.artispace.metadata.jdbc.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.blob.Digest;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.jdbc.DatabaseServer;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Publishing;
import io.artispace.metadata.jdbc.Servers;
import io.artispace.metadata.jdbc.server.MariaDbDialect;
import io.artispace.metadata.jdbc.server.PostgresDialect;
import io.artispace.metadata.jdbc.sql.Dialect;
import io.artispace.metadata.jdbc.sql.SpiedStatements;
import io.artispace.metadata.jdbc.sqlite.SqliteDialect;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How the databases answer each question: by an index, whatever the number of rows. The questions are asked of a store, whose statements
 * are seen by {@link SpiedStatements}; and each statement is explained with the values that it ran with.
 */
class QueryPlanTest {
    /** Read whole on purpose: lists that are short, and tables of one row. */
    private static final Set<String> SMALL =
            Set.of("repositories", "configuration", "event_base", "event_positions", "unindexed_packages");

    @TempDir
    Path directory;

    @Test
    void sqliteScansNoTable() throws Exception {
        String file = directory.resolve("artispace.db").toString();
        Pattern scan = Pattern.compile("SCAN (\\w+)\\b(?! USING (COVERING )?INDEX| VIRTUAL)");
        try (MetadataStore store = JdbcMetadataStore.openSqlite(Path.of(file))) {
            fill(store);
        }
        String url = "jdbc:sqlite:" + file;

        List<String> plans = plans(url, "explain query plan ", new SqliteDialect());

        assertThat(plans)
                .hasSizeGreaterThan(20)
                .allSatisfy(plan -> assertThat(scanned(scan, plan)).isEmpty());
        assertThat(plans)
                .filteredOn(plan -> plan.startsWith("select name, version from tags") && plan.contains("gone = 0"))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan)
                        .as("the tags that are there, not all that ever were")
                        .contains("tags_there"));
        assertThat(plans)
                .filteredOn(plan -> plan.contains("from unindexed_packages u") && !plan.contains("package_words"))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan)
                        .as("the few that wait, not all packages of the repository")
                        .contains("SCAN u"));
    }

    @Test
    void postgresqlScansNoTable() throws Exception {
        String url = Servers.newPostgresDatabase();
        try (MetadataStore store = new JdbcMetadataStoreProvider().open(URI.create(url))) {
            fill(store);
        }
        // Small tables are read whole with good reason; without these choices the plan shows what large ones get.
        String costly = url + "&options=-c%20enable_seqscan=off%20-c%20enable_bitmapscan=on";

        List<String> plans = plans(costly, "explain ", new PostgresDialect());

        assertThat(plans)
                .hasSizeGreaterThan(20)
                .allSatisfy(plan -> assertThat(scanned(Pattern.compile("Seq Scan on (\\w+)"), plan))
                        .isEmpty());
    }

    /** Each first rendering after a publish asks them. To plan them takes ten times as long as to answer them. */
    @Test
    void postgresqlPlansTheQuestionsForWhatChangedOnceAndNotEachTime() throws Exception {
        String url = Servers.newPostgresDatabase();
        try (MetadataStore store = new JdbcMetadataStoreProvider().open(URI.create(url));
                Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            long repository = Publishing.createRepository(store, "r");
            PackageRow large = store.write(writer -> {
                for (int i = 0; i < 1_000; i++) {
                    Publishing.publish(writer, repository, "large", "1." + i);
                }
                return writer.findPackage(repository, "large").orElseThrow();
            });
            Servers.execute(url, "analyze versions, files, blobs");

            for (int i = 0; i < 30; i++) {
                new SpiedStatements(connection, statement -> {}).run(new PostgresDialect(), reader -> {
                    assertThat(reader.versionsChangedSince(large.id(), large.revision() - 1))
                            .hasSize(1);
                    assertThat(reader.filesChangedSince(large.id(), large.revision() - 1))
                            .hasSize(1);
                });
                connection.commit();
            }

            assertThat(customPlans(connection)).hasSize(2);
            assertThat(customPlans(connection).values()).allMatch(plans -> plans < 10);
        }
    }

    /** Returns how often the questions for what changed were planned for the values that they ran with. */
    private static Map<String, Integer> customPlans(Connection connection) throws SQLException {
        Map<String, Integer> plans = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet prepared = statement.executeQuery(
                        "select statement, custom_plans from pg_prepared_statements where statement ~ '(revision|changed) >'")) {
            while (prepared.next()) {
                plans.put(prepared.getString(1), prepared.getInt(2));
            }
        }
        return plans;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void mariaDbAndMySqlScanNoTable(DatabaseServer server) throws Exception {
        String url = server.newDatabase();
        try (MetadataStore store = new JdbcMetadataStoreProvider().open(URI.create(url))) {
            fill(store);
        }

        List<String> plans = plans(url, "explain ", new MariaDbDialect());

        assertThat(plans)
                .hasSizeGreaterThan(20)
                .allSatisfy(plan -> assertThat(
                                scanned(Pattern.compile("\\|(?!INSERT)[A-Z ]+\\|(\\w+)\\|(ALL|index)\\|"), plan))
                        .isEmpty());
    }

    private static List<String> scanned(Pattern scan, String plan) {
        Map<String, String> aliases =
                Map.of("p", "packages", "f", "files", "v", "versions", "b", "blobs", "u", "unindexed_packages");
        return scan.matcher(plan)
                .results()
                .map(match -> aliases.getOrDefault(match.group(1), match.group(1)))
                .filter(table -> !SMALL.contains(table))
                .toList();
    }

    private static void fill(MetadataStore store) {
        long other = Publishing.createRepository(store, "other");
        long repository = Publishing.createRepository(store, "r");
        store.write(writer -> {
            for (int i = 0; i < 200; i++) {
                Publishing.publish(writer, i % 2 == 0 ? repository : other, "app" + i / 4, "1." + i);
            }
            return true;
        });
    }

    /** Asks everything that costs more the more there is, and returns each statement with its plan. */
    private static List<String> plans(String url, String explain, Dialect dialect) throws SQLException {
        List<String> plans = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            SpiedStatements spied = new SpiedStatements(connection, statement -> {
                if (statement.contains("select") || statement.contains("update ") || statement.contains("delete ")) {
                    plans.add(statement + "\n" + explained(connection, explain + statement));
                }
            });
            spied.run(dialect, QueryPlanTest::ask);
            connection.rollback();
        }
        return plans;
    }

    private static void ask(MetadataWriter writer) {
        long repository = writer.repositories().get(1).id();
        long owner = writer.findPackage(repository, "app1").orElseThrow().id();
        long version = writer.findVersion(owner, "1.4").orElseThrow().id();
        read(writer, repository, owner, version);
        FileRow file = writer.filesOfVersion(version).get(0);
        writer.noteUses(Map.of(file.id(), Publishing.TIME));
        writer.confirmUpstream(new UpstreamRow(repository, "app1", null, null, Publishing.TIME));
        writer.forgetValidators(repository);
        writer.expireUpstream(repository);
        writer.holdRepository(repository);
        writer.holdSession("s");
        writer.holdBlob(file.digests().sha256());
        writer.deleteSession("s");
        writer.forgetBlob(file.digests().sha256());
        writer.removeFile(file.id(), 3, Publishing.TIME);
        writer.removeVersion(version, 3, Publishing.TIME);
        writer.putTag(owner, "latest", "1.4", 3, Publishing.TIME);
        writer.removeTag(owner, "latest", 3, Publishing.TIME);
        writer.condemnBlobs(Instant.MAX, Instant.MAX, 10);
        writer.condemnedBlobs(10);
        writer.deleteToken("ann", "id");
        Publishing.publish(writer, repository, "app1", "2");
    }

    private static void read(MetadataReader reader, long repository, long owner, long version) {
        Digest sha256 = reader.filesOfVersion(version).get(0).digests().sha256();
        reader.configurationRevision();
        reader.packageRevision(repository, "app1");
        reader.packageNames(repository, "app", "app1", 10);
        reader.packages(repository, List.of("app1", "app2"));
        reader.search(repository, "app1 of", false, 0, 10);
        reader.search(repository, "", false, 0, 10);
        reader.versions(owner, Manifests.WITH);
        reader.versions(owner, Manifests.WITHOUT);
        reader.versionsChangedSince(owner, 1);
        reader.findVersion(version, Manifests.WITH);
        reader.findVersion(version, Manifests.WITHOUT);
        reader.files(owner);
        reader.filesChangedSince(owner, 1);
        reader.findFile(repository, "app1/1.4");
        reader.filesByPath(repository, "app", "app1", 10);
        reader.tags(owner);
        reader.findBlob(sha256);
        reader.blobs("", 10);
        reader.findUser("ann");
        reader.users("", 10);
        reader.findToken("hash");
        reader.tokens("ann");
        reader.events(0, 10);
        reader.versionsAsOf(owner, Publishing.TIME, Manifests.WITH);
        reader.filesAsOf(owner, Publishing.TIME);
        reader.versionsGoneSince(owner, Publishing.TIME);
        reader.filesGoneSince(owner, Publishing.TIME);
        reader.findFileAsOf(repository, "app1/1.4", Publishing.TIME);
        reader.filesByPathAsOf(repository, "app", "app1", Publishing.TIME, 10);
        reader.tagsAsOf(owner, Publishing.TIME);
        reader.findUpstream(repository, "app1");
        reader.leastRecentlyUsed(repository, 10);
        reader.storedBytes(repository);
        reader.findSession("s");
        reader.ledger("s");
        reader.ledger("s", "r", List.of("app1/1.4", "app1/1.5"));
        reader.ledgerPaths("s", "r", "app1/1.4", 10);
    }

    private static String explained(Connection connection, String statement) {
        StringBuilder plan = new StringBuilder();
        try (Statement explaining = connection.createStatement();
                ResultSet rows = explaining.executeQuery(statement)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    plan.append('|').append(rows.getString(column));
                }
                plan.append("|\n");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot explain " + statement, e);
        }
        return plan.toString();
    }
}
