package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.ConflictException;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.VersionRow;
import io.artispace.testkit.Together;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several stores on one database, in this process and in others. */
class SeveralProcessesTest {
    private static final int VERSIONS = 12;

    enum Engine {
        SQLITE,
        POSTGRESQL,
        MARIADB,
        MYSQL
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void versionsOfOnePackagePublishedAtOnceThroughTwoStoresAreAllThere(Engine engine) throws Exception {
        String location = newDatabase(engine);
        try (MetadataStore first = open(location);
                MetadataStore second = open(location)) {
            long repository = Publishing.createRepository(first, "r");

            Together.run(VERSIONS, i -> () -> {
                Publishing.publish(i % 2 == 0 ? first : second, repository, "app", "1." + i);
                return true;
            });

            assertThat(Publishing.versions(second, repository, "app"))
                    .hasSize(VERSIONS)
                    .doesNotHaveDuplicates();
            assertThat(first.<Long>read(reader -> reader.packageRevision(repository, "app")))
                    .isEqualTo(VERSIONS);
            assertThat(first.<List<RegistryEvent>>read(reader -> reader.events(0, 100)))
                    .hasSize(VERSIONS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void versionsOfOnePackagePublishedAtOnceByTwoProcessesAreAllThere(Engine engine) throws Exception {
        String location = newDatabase(engine);
        try (MetadataStore store = open(location)) {
            long repository = Publishing.createRepository(store, "r");
            String[] odd = {"1", "3", "5", "7", "9", "11"};
            String[] even = {"2", "4", "6", "8", "10", "12"};

            Process first = PublishingProcess.start(location, repository, "app", odd);
            Process second = PublishingProcess.start(location, repository, "app", even);

            assertThat(List.of(first.waitFor(), second.waitFor())).containsOnly(0);
            assertThat(Publishing.versions(store, repository, "app"))
                    .hasSize(VERSIONS)
                    .contains(odd)
                    .contains(even);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfTwoPublishersOfANameWins(Engine engine) throws Exception {
        String location = newDatabase(engine);
        try (MetadataStore first = open(location);
                MetadataStore second = open(location)) {
            long repository = Publishing.createRepository(first, "r");
            Publishing.publish(first, repository, "app", "0");
            long owner = first.read(reader ->
                    reader.findPackage(repository, "app").orElseThrow().id());

            List<Boolean> won = Together.run(VERSIONS, i -> () -> {
                try {
                    (i % 2 == 0 ? first : second)
                            .write(writer -> writer.insertVersion(new VersionRow(
                                    0, owner, "1.0", 2, Publishing.TIME, null, Map.of(), "manifest " + i)));
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            });

            assertThat(won).containsOnlyOnce(true);
            assertThat(Publishing.versions(first, repository, "app")).containsExactly("0", "1.0");
        }
    }

    /** Where writers run side by side: SQLite has one at a time. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void deadlockedTransactionsAreRepeatedUntilBothAreDone(Engine engine) throws Exception {
        String location = newDatabase(engine);
        try (MetadataStore first = open(location);
                MetadataStore second = open(location)) {
            long repository = Publishing.createRepository(first, "r");
            Publishing.publish(first, repository, "a", "0");
            Publishing.publish(first, repository, "b", "0");
            CyclicBarrier eachHoldsOne = new CyclicBarrier(2);
            AtomicInteger runs = new AtomicInteger();

            Together.run(2, i -> () -> {
                AtomicBoolean repeated = new AtomicBoolean();
                return (i == 0 ? first : second).write(writer -> {
                    runs.incrementAndGet();
                    writer.lockPackage(repository, i == 0 ? "a" : "b", Publishing.TIME);
                    if (!repeated.getAndSet(true)) {
                        await(eachHoldsOne);
                    }
                    return Publishing.publish(writer, repository, i == 0 ? "b" : "a", "1." + i);
                });
            });

            assertThat(runs).hasValueGreaterThan(2);
            assertThat(Publishing.versions(first, repository, "a")).containsExactly("0", "1.1");
            assertThat(Publishing.versions(first, repository, "b")).containsExactly("0", "1.0");
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void processThatDiesInATransactionLeavesNothingAndHoldsNobodyUp(Engine engine) throws Exception {
        String location = newDatabase(engine);
        try (MetadataStore store = open(location)) {
            long repository = Publishing.createRepository(store, "r");

            int exit = PublishingProcess.start(location, repository, "app", "1", "die")
                    .waitFor();
            Publishing.publish(store, repository, "app", "2");

            assertThat(exit).isEqualTo(PublishingProcess.DIED);
            assertThat(Publishing.versions(store, repository, "app")).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesThatAreOpenedAtOnceMigrateOnce(Engine engine) throws Exception {
        String location = newDatabase(engine);

        List<MetadataStore> stores = Together.run(4, i -> () -> open(location));

        long repository = Publishing.createRepository(stores.get(0), "r");
        assertThat(stores)
                .allSatisfy(store -> Publishing.publish(store, repository, "app" + stores.indexOf(store), "1"));
        stores.forEach(MetadataStore::close);
    }

    private String newDatabase(Engine engine) {
        return switch (engine) {
            case SQLITE -> "sqlite:" + directory.resolve("artispace.db").toUri().getRawPath();
            case POSTGRESQL -> Servers.newPostgresDatabase();
            case MARIADB -> Servers.newMariaDbDatabase();
            case MYSQL -> Servers.newMySqlDatabase();
        };
    }

    private static MetadataStore open(String location) {
        return new JdbcMetadataStoreProvider().open(URI.create(location));
    }
}
