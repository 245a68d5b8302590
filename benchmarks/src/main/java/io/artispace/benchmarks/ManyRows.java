package io.artispace.benchmarks;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.maven.Deployment;
import io.artispace.format.maven.Maven;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fills a database with packages that are all alike, within minutes: one is published with ten versions of ten files each, and the rows of
 * its versions, files and blobs are copied under other names by the database itself. No bytes stand behind the copies.
 *
 * <p>The packages are inserted through the store, which makes them searchable. For the copying, indexes that hold no constraint are dropped
 * and built again, as whoever loads much into a database does.
 */
final class ManyRows {
    static final String REPOSITORY = "many";
    static final int VERSIONS = 10;
    static final int FILES = 10;

    /** So that a directory lists ten artifacts whatever their number. */
    private static final int ARTIFACTS_OF_GROUP = 10;

    private static final int BATCH = 1_000;
    private static final String GROUP = "gtempl";
    private static final String ARTIFACT = "artifact-templat";

    private static final String VERSION_ROWS = """
            insert into versions (id, package_id, name, revision, published, gone, attributes, manifest)
            select %1$d + (p.id - %2$d) * %3$d + v.k, p.id, v.name, v.revision, v.published, 0, v.attributes, v.manifest
            from packages p cross join template_versions v""";
    private static final String BLOB_ROWS = """
            insert into blobs (id, sha256, size, state, in_use, touched)
            select %1$d + (p.id - %2$d) * %3$d + f.k, %4$s, f.size, 0, 1, f.published
            from packages p cross join template_files f""";

    /** In the name of a package the group is at a fixed place, and so is the artifact. */
    private static final String FILE_ROWS = """
            insert into files (id, repository_id, package_id, version_id, blob_id, path, revision, changed, published, gone)
            select %1$d + (p.id - %2$d) * %3$d + f.k, p.repository_id, p.id, %4$d + (p.id - %2$d) * %5$d + f.version_k,
                %6$d + (p.id - %2$d) * %3$d + f.k,
                replace(replace(f.path, '%7$s', substr(p.name, 10, 6)), '%8$s', substr(p.name, 17)),
                f.revision, f.changed, f.published, 0
            from packages p cross join template_files f""";

    private final Engine engine;

    /** What SQL has no common words for. */
    interface Engine {
        Connection connect() throws SQLException;

        /** Statements that let a connection load quickly. */
        List<String> quick();

        /** Statements that undo that, and tell the database what it now holds. */
        List<String> done();

        /** A query for the statements that create the indexes of a table that hold no constraint; each names its index third. */
        String indexes(String table);

        /** A digest that is like no other. */
        String randomDigest();
    }

    ManyRows(Engine engine) {
        this.engine = engine;
    }

    static String groupOf(int number) {
        return String.format(Locale.ROOT, "g%05d", number / ARTIFACTS_OF_GROUP);
    }

    static String artifactOf(int number) {
        return String.format(Locale.ROOT, "artifact-%07d", number);
    }

    static String packageOf(int number) {
        return "com.acme." + groupOf(number) + ":" + artifactOf(number);
    }

    static String directoryOf(int number) {
        return "com/acme/" + groupOf(number);
    }

    /** The path of a file that each version has. */
    static String pathOf(int number, String version) {
        String artifact = artifactOf(number);
        return directoryOf(number) + "/" + artifact + "/" + version + "/" + artifact + "-" + version + ".pom";
    }

    /**
     * Publishes the package that is copied, and inserts the others without versions.
     *
     * @return the id of the one that is copied
     */
    static long insert(Registry registry, MetadataStore store, int packages) {
        publishTemplate(registry.create(Hosted.named(REPOSITORY).format("maven")));
        long repository = store.read(reader -> reader.repositories().get(0).id());
        PackageRow template = store.read(reader -> reader.findPackage(repository, "com.acme." + GROUP + ":" + ARTIFACT)
                .orElseThrow());
        for (int from = 0; from < packages; from += BATCH) {
            insertPackages(store, template, from, Math.min(from + BATCH, packages));
        }
        return template.id();
    }

    /** Copies the versions and files of one package to those that were inserted after it. Nobody else may have the database open. */
    void copy(long template, int packages) throws SQLException {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : engine.quick()) {
                statement.execute(setting);
            }
            copy(statement, template, packages);
            for (String setting : engine.done()) {
                statement.execute(setting);
            }
        }
    }

    private static void publishTemplate(Repository repository) {
        Deployment deployment = Maven.in(repository).deployment();
        for (int version = 0; version < VERSIONS; version++) {
            for (int file = 0; file < FILES; file++) {
                String kind = file == 0 ? "pom" : "jar:part" + file;
                String coordinates = "com.acme." + GROUP + ":" + ARTIFACT + ":" + kind + ":1." + version;
                byte[] content = file == 0
                        ? MavenContent.pom("com.acme." + GROUP, ARTIFACT, "1." + version)
                        : coordinates.getBytes(StandardCharsets.UTF_8);
                deployment.add(coordinates, content);
            }
        }
        deployment.publish();
    }

    private static void insertPackages(MetadataStore store, PackageRow template, int from, int to) {
        Instant now = template.created();
        store.write(writer -> {
            for (int number = from; number < to; number++) {
                PackageRow row = writer.lockPackage(template.repositoryId(), packageOf(number), now);
                writer.updatePackage(new PackageRow(
                        row.id(),
                        row.repositoryId(),
                        row.name(),
                        template.revision(),
                        now,
                        now,
                        template.attributes()));
            }
            return to;
        });
    }

    private void copy(Statement statement, long template, int packages) throws SQLException {
        List<String> indexes = new ArrayList<>();
        for (String table : List.of("versions", "blobs", "files")) {
            indexes.addAll(strings(statement, engine.indexes(table)));
        }
        for (String index : indexes) {
            statement.execute("drop index " + index.split("\\s+")[2]);
        }
        statement.execute(
                "create temporary table template_versions as select row_number() over (order by v.id) as k, v.*"
                        + " from versions v where v.package_id = " + template);
        statement.execute("create temporary table template_files as select row_number() over (order by f.id) as k,"
                + " v.k as version_k, f.*, b.size from files f join template_versions v on v.id = f.version_id"
                + " join blobs b on b.id = f.blob_id");
        long versions = number(statement, "select max(id) from versions");
        long blobs = number(statement, "select max(id) from blobs");
        long files = number(statement, "select max(id) from files");
        long first = number(statement, "select min(id) from packages where id > " + template);
        for (int from = 0; from < packages; from += BATCH) {
            String some =
                    " where p.id >= %d and p.id < %d".formatted(first + from, first + Math.min(from + BATCH, packages));
            statement.execute(VERSION_ROWS.formatted(versions, first, VERSIONS) + some + " order by 1");
            statement.execute(
                    BLOB_ROWS.formatted(blobs, first, VERSIONS * FILES, engine.randomDigest()) + some + " order by 1");
            statement.execute(
                    FILE_ROWS.formatted(files, first, VERSIONS * FILES, versions, VERSIONS, blobs, GROUP, ARTIFACT)
                            + some
                            + " order by 1");
        }
        for (String index : indexes) {
            statement.execute(index);
        }
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
