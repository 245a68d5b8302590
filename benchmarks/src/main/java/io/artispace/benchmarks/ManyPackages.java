package io.artispace.benchmarks;

import io.artispace.FilePath;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.format.maven.Maven;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import io.artispace.spi.MetadataStoreProvider;
import io.artispace.spi.Services;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What everyday questions cost in a registry of 100,000 packages, a million versions and ten million files, beside one of a thousand
 * packages. Each is asked by one thread, of packages chosen at random, and answered by the database: nothing that was read before is kept.
 *
 * <p>The system property {@code packages} is another number of packages; {@code databases} names those that are measured; {@code stores} a
 * directory where they are kept, for whoever measures twice.
 */
final class ManyPackages implements Benchmark {
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int PAGE = 50;

    /** Rounds, and the least time that each question is asked in one of them. */
    private static final int ROUNDS = 9;

    private static final long WINDOW_NANOS = 200_000_000;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public void run(Bench bench) throws Exception {
        String databases = System.getProperty("databases", "sqlite,postgresql");
        String kept = System.getProperty("stores", "");
        Path directory = kept.isEmpty() ? bench.newDirectory() : Files.createDirectories(Path.of(kept));
        int many = bench.scale().of(Integer.getInteger("packages", MANY));
        int few = bench.scale().of(FEW);
        if (databases.contains("sqlite")) {
            compareOnSqlite(bench, directory, few, many);
        }
        if (databases.contains("postgresql") && kept.isEmpty()) {
            compareOnPostgresql(bench, directory, bench.postgresql(), few, many);
        } else if (databases.contains("postgresql")) {
            try (DatabaseServer server = DatabaseServer.startIn(directory.resolve("postgresql"))) {
                compareOnPostgresql(bench, directory, server, few, many);
            }
        }
    }

    private static void compareOnSqlite(Bench bench, Path directory, int few, int many)
            throws IOException, SQLException {
        try (Subject small = sqlite(bench, directory, few);
                Subject large = sqlite(bench, directory, many)) {
            compare(bench, "SQLite", small, large);
        }
    }

    private static void compareOnPostgresql(Bench bench, Path directory, DatabaseServer server, int few, int many)
            throws IOException, SQLException {
        try (Subject small = postgresql(bench, directory, server, few);
                Subject large = postgresql(bench, directory, server, many)) {
            compare(bench, "PostgreSQL", small, large);
        }
    }

    private static Subject sqlite(Bench bench, Path directory, int packages) throws IOException, SQLException {
        Path place = directory.resolve("sqlite-" + packages);
        boolean there = Files.exists(place);
        Path database = Files.createDirectories(place).resolve("artispace.db");
        URI metadata = URI.create("sqlite:" + database.toUri().getRawPath());
        return Subject.open(bench, place, metadata, new SqliteRows(database), packages, there);
    }

    private static Subject postgresql(Bench bench, Path directory, DatabaseServer server, int packages)
            throws IOException, SQLException {
        Path place = directory.resolve("postgresql-" + packages);
        boolean there = Files.exists(place);
        Files.createDirectories(place);
        String url = server.database("many" + packages);
        return Subject.open(bench, place, URI.create(url), new PostgresRows(url), packages, there);
    }

    /** A question. */
    @FunctionalInterface
    private interface Question {
        void ask(Subject of, Random random) throws IOException;
    }

    private static void compare(Bench bench, String engine, Subject small, Subject large) throws IOException {
        compare(bench, engine + ", look-up of a file", small, large, ManyPackages::lookUp);
        compare(bench, engine + ", newest version of a package", small, large, ManyPackages::newest);
        compare(bench, engine + ", browse page of packages", small, large, ManyPackages::packages);
        compare(bench, engine + ", browse page of directories", small, large, ManyPackages::directories);
        compare(bench, engine + ", search with ten hits", small, large, ManyPackages::search);
        compare(bench, engine + ", publish of a version", small, large, ManyPackages::publish);
        compare(bench, engine + ", publish of a package", small, large, ManyPackages::publishNew);
    }

    private static void compare(Bench bench, String what, Subject small, Subject large, Question question)
            throws IOException {
        int rounds = bench.scale().isTiny() ? 1 : ROUNDS;
        List<double[]> micros = new ArrayList<>();
        Random random = new Random(what.hashCode());
        ask(bench, small, question, random);
        ask(bench, large, question, random);
        for (int round = 0; round < rounds; round++) {
            micros.add(new double[] {ask(bench, small, question, random), ask(bench, large, question, random)});
        }
        bench.figures().note(what + ", at " + small.packages, median(micros, 0), "us");
        bench.figures().note(what + ", at " + large.packages, median(micros, 1), "us");
        double ratio = Comparison.median(
                micros.stream().mapToDouble(both -> both[1] / both[0]).toArray());
        bench.figures().atMost(1.5, what + ", to that", ratio, "");
    }

    private static double median(List<double[]> micros, int side) {
        return Comparison.median(micros.stream().mapToDouble(both -> both[side]).toArray());
    }

    /** Returns the median of what the question took, in microseconds. */
    private static double ask(Bench bench, Subject of, Question question, Random random) throws IOException {
        long window = bench.scale().isTiny() ? 0 : WINDOW_NANOS;
        List<Double> micros = new ArrayList<>();
        long begin = System.nanoTime();
        long before = begin;
        do {
            question.ask(of, random);
            long now = System.nanoTime();
            micros.add((now - before) / 1e3);
            before = now;
        } while (before - begin < window);
        return Comparison.median(micros);
    }

    private static void lookUp(Subject of, Random random) {
        String version = "1." + random.nextInt(ManyRows.VERSIONS);
        String path = ManyRows.pathOf(random.nextInt(of.packages), version);
        require(of.repository.file(FilePath.of(path)).isPresent(), path);
    }

    private static void newest(Subject of, Random random) {
        String name = ManyRows.packageOf(random.nextInt(of.packages));
        int versions = of.store.read(reader -> {
            PackageRow row = reader.findPackage(of.repositoryId, name).orElseThrow();
            return reader.versions(row.id(), Manifests.WITHOUT).size();
        });
        require(versions >= ManyRows.VERSIONS, name);
    }

    private static void packages(Subject of, Random random) {
        String after = ManyRows.packageOf(random.nextInt(of.packages - of.page()));
        require(of.repository.packages("", after, of.page()).size() == of.page(), after);
    }

    private static void directories(Subject of, Random random) {
        String directory = ManyRows.directoryOf(random.nextInt(of.packages));
        require(!of.repository.list(directory, "", PAGE).directories().isEmpty(), directory);
    }

    private static void search(Subject of, Random random) {
        String group = ManyRows.groupOf(random.nextInt(of.packages));
        require(!of.repository.search(group, 0, PAGE).isEmpty(), group);
    }

    private static void publish(Subject of, Random random) {
        int number = random.nextInt(of.packages);
        publish(of, ManyRows.groupOf(number), ManyRows.artifactOf(number));
    }

    private static void publishNew(Subject of, Random random) {
        // In a group of its own, so that the others stay as they are.
        publish(of, "fresh", "new-" + random.nextLong(Long.MAX_VALUE));
    }

    private static void publish(Subject of, String group, String artifact) {
        String version = "2." + System.nanoTime();
        byte[] pom = MavenContent.pom("com.acme." + group, artifact, version);
        String coordinates = "com.acme." + group + ":" + artifact + ":pom:" + version;
        Maven.in(of.repository).deployment().add(coordinates, pom).publish();
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("Not as it was filled: " + what);
        }
    }

    /** A registry of that many packages, and its metadata store. */
    private record Subject(
            int packages, Registry registry, MetadataStore store, Repository repository, long repositoryId)
            implements AutoCloseable {

        static Subject open(Bench bench, Path place, URI metadata, ManyRows.Engine engine, int packages, boolean there)
                throws SQLException {
            if (!there) {
                long begin = System.nanoTime();
                long template;
                try (Registry registry = open(place, metadata);
                        MetadataStore store = store(metadata)) {
                    template = ManyRows.insert(registry, store, packages);
                }
                new ManyRows(engine).copy(template, packages);
                bench.figures()
                        .note(
                                "filling a database with " + packages + " packages",
                                (System.nanoTime() - begin) / 1e9,
                                "s");
            }
            Registry registry = open(place, metadata);
            MetadataStore store = store(metadata);
            long repositoryId =
                    store.read(reader -> reader.repositories().get(0).id());
            return new Subject(packages, registry, store, registry.repository(ManyRows.REPOSITORY), repositoryId);
        }

        private static Registry open(Path place, URI metadata) {
            return Registry.builder().directory(place).metadata(metadata).open();
        }

        private static MetadataStore store(URI metadata) {
            return Services.of(MetadataStoreProvider.class, ManyPackages.class.getClassLoader())
                    .forLocation(metadata.toString(), MetadataStoreProvider::schemes)
                    .open(metadata);
        }

        /** At a tiny scale there are hardly any packages. */
        int page() {
            return Math.min(PAGE, packages / 2);
        }

        @Override
        public void close() {
            store.close();
            registry.close();
        }
    }
}
