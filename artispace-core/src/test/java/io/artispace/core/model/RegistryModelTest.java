package io.artispace.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.ArtiSpaceException;
import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Hosted;
import io.artispace.Maintenance.Finding;
import io.artispace.Maintenance.Problem;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.blob.BlobStore;
import io.artispace.core.Fixture;
import io.artispace.core.TestFormat;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.testkit.Content;
import io.artispace.testkit.MutableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Anything in any order: publications of all kinds, removals, collections, restarts, and crashes at any step of the stores. After each, the
 * registry shows what maps would, now and as of any moment before; and what ended in a crash has happened wholly or not at all.
 */
class RegistryModelTest {
    /** For longer hunts: {@code -Dartispace.model.seeds=500}. */
    private static final int SEEDS = Integer.getInteger("artispace.model.seeds", 3);

    private static final int STEPS = 150;
    private static final List<String> PACKAGES = List.of("app", "lib", "app2");
    private static final List<String> VERSIONS = List.of("1", "2", "3-beta");
    private static final List<String> NAMES = List.of("a", "b");
    /** Few, so that packages share blobs; the last is too large for the reader's memory. */
    private static final List<String> CONTENTS = List.of("", "one", "two", "large, ".repeat(45_000));

    @TempDir
    Path place;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final List<String> story = new ArrayList<>();
    private final TreeMap<Instant, Map<String, String>> history = new TreeMap<>();
    private Map<String, Model> models = new HashMap<>();
    private Map<String, Long> revisions = new HashMap<>();
    private Life life = new Life();
    private MetadataStore metadata;
    private BlobStore blobs;
    private Registry registry;
    private Random random;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void registryShowsWhatMapsWould(int seed) throws IOException {
        random = new Random(seed);
        PACKAGES.forEach(name -> models.put(name, new Model()));
        open();
        registry.create(Hosted.named("files").format("test"));
        try {
            for (int step = 0; step < STEPS; step++) {
                clock.advance(Duration.ofSeconds(1 + random.nextInt(600)));
                takeAStep();
                check();
                remember();
            }
            assertThat(registry.maintenance().verify().isSound()).isTrue();
            assertThat(registry.maintenance().repair().isSound()).isTrue();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("Seed " + seed + ", after:\n" + String.join("\n", story), e);
        } finally {
            close();
        }
    }

    private void open() throws IOException {
        life = new Life();
        metadata = JdbcMetadataStore.openSqlite(place.resolve("artispace.db"));
        blobs = new FileBlobStore(place.resolve("blobs"), clock);
        registry = Registry.builder()
                .metadata(life.limit(metadata))
                .blobs(life.limit(blobs))
                .format(new TestFormat())
                .clock(clock)
                .open();
    }

    private void close() throws IOException {
        if (!life.isOver()) {
            registry.close();
        }
        metadata.close();
        blobs.close();
    }

    private Repository repository() {
        return registry.repository("files");
    }

    private void takeAStep() throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> reopen("restart");
            case 1 -> collect();
            case 2 -> abandon();
            case 3 -> {
                int steps = 1 + random.nextInt(30);
                story.add("crash within " + steps + " steps of:");
                life.endAfter(steps);
                publish();
                reopen("reopened");
            }
            case 4 -> {
                life.endAfter(1 + random.nextInt(12));
                story.add("crash while:");
                collect();
                reopen("reopened");
            }
            default -> publish();
        }
    }

    private void reopen(String why) throws IOException {
        story.add(why);
        close();
        open();
    }

    private void collect() {
        story.add("collect");
        clock.advance(Duration.ofHours(2));
        try {
            registry.maintenance().collectGarbage(Duration.ofHours(1));
        } catch (ArtiSpaceException e) {
            assertThat(life.isOver()).as("%s", e).isTrue();
        }
    }

    private void abandon() {
        story.add("abandon");
        try (Publication publication = repository().publish()) {
            publication
                    .change(PackageName.of(one(PACKAGES)))
                    .putVersion("9", Map.of(), "", Overwrite.SAME)
                    .putFile(
                            "9", Fixture.path("9", "a"), publication.stage(Fixture.bytes("abandoned")), Overwrite.SAME);
        }
    }

    /** Publishes some changes of one or two packages, for which the maps say whether they are allowed. */
    private void publish() throws IOException {
        Map<String, Model> after = new HashMap<>();
        models.forEach((name, model) -> after.put(name, model.copy()));
        boolean allowed = true;
        String outcome;
        try (Publication publication = repository().publish()) {
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                String name = one(PACKAGES);
                allowed &= change(name, publication.change(PackageName.of(name)), publication, after.get(name));
            }
            publication.commit();
            outcome = "done";
        } catch (ConflictException | NotFoundException e) {
            outcome = "refused";
        } catch (ArtiSpaceException e) {
            assertThat(life.isOver()).as("%s", e).isTrue();
            outcome = "unknown";
        }
        story.add("  " + outcome);
        if (outcome.equals("unknown")) {
            reopen("reopened");
            boolean happened = seen().equals(seen(after));
            assertThat(happened || seen().equals(seen(models)))
                    .as("wholly or not at all")
                    .isTrue();
            assertThat(allowed || !happened || seen(after).equals(seen(models))).isTrue();
            models = happened && allowed ? after : models;
        } else {
            assertThat(outcome).isEqualTo(allowed ? "done" : "refused");
            models = allowed ? after : models;
        }
    }

    /** Records one change; returns whether it is allowed. Once one is not, what becomes of the model does not matter. */
    private boolean change(String name, PackageChanges changes, Publication publication, Model model) {
        String version = one(VERSIONS);
        String path = name + "/" + version + "/" + one(NAMES);
        Overwrite overwrite = one(List.of(Overwrite.values()));
        switch (random.nextInt(10)) {
            case 0 -> {
                story.add("  remove file " + path);
                changes.removeFile(FilePath.of(path));
                return model.removeFile(path);
            }
            case 1 -> {
                story.add("  remove version " + name + " " + version);
                changes.removeVersion(version);
                return model.removeVersion(version);
            }
            case 2 -> {
                String tag = one(NAMES);
                story.add("  tag " + name + " " + tag + " " + version);
                changes.tag(tag, version);
                return model.tag(tag, version);
            }
            case 3 -> {
                String tag = one(NAMES);
                story.add("  untag " + name + " " + tag);
                changes.untag(tag);
                model.tags.remove(tag);
                return true;
            }
            case 4 -> {
                story.add("  attribute " + name + " " + version);
                changes.attribute("key", version);
                model.attributes.put("key", version);
                return true;
            }
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    story.add("  remove everything of " + name);
                    changes.removeEverything();
                    model.removeEverything();
                }
                return true;
            }
            default -> {
                String content = one(CONTENTS);
                story.add("  put " + path + " of " + content.length() + " bytes, " + overwrite);
                changes.putVersion(version, Map.of(), "", overwrite == Overwrite.NEVER ? overwrite : Overwrite.SAME)
                        .putFile(version, FilePath.of(path), publication.stage(Fixture.bytes(content)), overwrite);
                return model.putVersion(version, overwrite == Overwrite.NEVER ? overwrite : Overwrite.SAME)
                        && model.putFile(
                                version, path, Content.text(content).sha256().hex(), overwrite);
            }
        }
    }

    private void check() throws IOException {
        assertThat(seen()).isEqualTo(seen(models));
        for (String name : PACKAGES) {
            long revision = repository().revision(PackageName.of(name)).orElse(0);
            assertThat(revision).isGreaterThanOrEqualTo(revisions.getOrDefault(name, 0L));
            revisions.put(name, revision);
        }
        if (random.nextInt(10) == 0) {
            assertThat(registry.maintenance().verify().findings())
                    .extracting(Finding::problem)
                    .as("nothing but bytes that nobody was told of")
                    .isSubsetOf(Problem.ORPHANED);
        }
        if (!history.isEmpty() && random.nextInt(3) == 0) {
            Instant moment = one(List.copyOf(history.keySet()));
            for (String name : PACKAGES) {
                assertThat(seenAsOf(moment, name))
                        .as("%s as of %s", name, moment)
                        .isEqualTo(history.get(moment).get(name));
            }
        }
    }

    private void remember() {
        Map<String, String> present = new HashMap<>();
        models.forEach((name, model) -> present.put(name, model.seenLater()));
        history.put(clock.instant(), present);
    }

    private Map<String, String> seen() throws IOException {
        Map<String, String> seen = new TreeMap<>();
        for (String name : PACKAGES) {
            seen.put(name, seen(repository(), name));
        }
        return seen;
    }

    private static Map<String, String> seen(Map<String, Model> models) {
        Map<String, String> seen = new TreeMap<>();
        models.forEach((name, model) -> seen.put(name, model.seen()));
        return seen;
    }

    /** What is there, with the digests of the bytes that are read. */
    private static String seen(Repository repository, String name) throws IOException {
        Optional<PackageView> view = repository.view(PackageName.of(name), ViewScope.everything());
        Map<String, Map<String, String>> versions = new TreeMap<>();
        for (VersionView version : view.map(PackageView::versions).orElse(List.of())) {
            Map<String, String> files = new TreeMap<>();
            for (FileView file : version.files()) {
                files.put(
                        file.path().value(), digest(repository.file(file.path()).orElseThrow()));
            }
            versions.put(version.name(), files);
        }
        return versions + " " + new TreeMap<>(view.map(PackageView::tags).orElse(Map.of())) + " "
                + new TreeMap<>(view.map(PackageView::attributes).orElse(Map.of()));
    }

    /** What was there, with the digests that were noted: bytes of what was removed may have been collected. */
    private String seenAsOf(Instant moment, String name) {
        Optional<PackageView> view = repository().asOf(moment).view(PackageName.of(name), ViewScope.everything());
        Map<String, Map<String, String>> versions = new TreeMap<>();
        for (VersionView version : view.map(PackageView::versions).orElse(List.of())) {
            Map<String, String> files = new TreeMap<>();
            version.files()
                    .forEach(file -> files.put(
                            file.path().value(), file.digests().sha256().hex()));
            versions.put(version.name(), files);
        }
        return versions + " " + new TreeMap<>(view.map(PackageView::tags).orElse(Map.of()));
    }

    private static String digest(StoredFile file) throws IOException {
        try (InputStream in = file.open()) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
