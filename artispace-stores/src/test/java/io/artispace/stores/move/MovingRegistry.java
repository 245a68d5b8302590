package io.artispace.stores.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.Content;
import io.artispace.testkit.MutableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A registry on stores that can be moved, and what it has acknowledged. */
final class MovingRegistry implements AutoCloseable {
    private static final int VERSIONS_OF_A_PACKAGE = 7;

    final MutableClock clock = new MutableClock(Instant.now());
    final MovableStores stores;
    final Registry registry;
    final Repository repository;

    /** Versions to the seed of their content. */
    private final Map<Integer, Content> acknowledged = new ConcurrentSkipListMap<>();

    MovingRegistry(MetadataStore metadata, BlobStore blobs) {
        stores = new MovableStores(metadata, blobs);
        registry = open(stores.metadata(), stores.blobs());
        repository = registry.create(Hosted.named("releases").format("maven"));
    }

    Registry open(MetadataStore metadata, BlobStore blobs) {
        return Registry.builder()
                .metadata(metadata)
                .blobs(blobs)
                .clock(clock)
                .passwordIterations(1_000)
                .open();
    }

    /** Publishes a version of its own content; several belong to one package. */
    void publish(int number) {
        publish(number, contentOf(number));
    }

    /** Publishes a version of content that another may have had. */
    void publish(int number, Content content) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(packageOf(number))
                    .putVersion("1." + number, Map.of("number", "" + number), "", Overwrite.NEVER)
                    .putFile(
                            "1." + number,
                            path(number),
                            publication.stage(new ByteArrayInputStream(content.bytes())),
                            Overwrite.NEVER)
                    .tag("latest", "1." + number);
            publication.commit();
        }
        acknowledged.put(number, content);
    }

    /** Publishes at each permit until told to stop, and returns how many. */
    int publishUntil(AtomicBoolean stop, Semaphore pace, int writer) throws InterruptedException {
        int count = 0;
        while (!stop.get()) {
            if (pace.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                publish(100_000 * (writer + 1) + count);
                count++;
            }
        }
        return count;
    }

    void remove(int number) {
        try (Publication publication = repository.publish()) {
            publication.change(packageOf(number)).removeFile(path(number)).removeVersion("1." + number);
            publication.commit();
        }
        acknowledged.remove(number);
    }

    static Content contentOf(int number) {
        return Content.random(1000 + number % 5000, number);
    }

    /** Removes a version and collects its bytes. */
    void collect(int number) throws IOException {
        remove(number);
        clock.advance(Duration.ofDays(2));
        registry.maintenance().collectGarbage(Duration.ofDays(1));
        assertThat(stores.blobs().find(contentOf(number).sha256())).isEmpty();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    static PackageName packageOf(int number) {
        return PackageName.of("com.acme:app" + number / VERSIONS_OF_A_PACKAGE);
    }

    static FilePath path(int number) {
        return FilePath.of(
                "com/acme/app" + number / VERSIONS_OF_A_PACKAGE + "/1." + number + "/app-1." + number + ".jar");
    }

    /** Holds that a registry has everything that was acknowledged, byte for byte, and nothing damaged. */
    void assertAllIn(Registry other) throws IOException {
        Repository releases = other.repository("releases");
        for (Map.Entry<Integer, Content> each : acknowledged.entrySet()) {
            assertThat(releases.view(packageOf(each.getKey()), ViewScope.everything())
                            .orElseThrow()
                            .versions())
                    .anyMatch(version -> version.name().equals("1." + each.getKey()));
            try (InputStream in =
                    releases.file(path(each.getKey())).orElseThrow().open()) {
                assertThat(in.readAllBytes()).isEqualTo(each.getValue().bytes());
            }
        }
        assertThat(other.maintenance().verify().isSound()).isTrue();
    }

    List<RegistryEvent> events(Registry of) {
        List<RegistryEvent> events = new ArrayList<>();
        List<RegistryEvent> page;
        do {
            long last = events.isEmpty() ? 0 : events.get(events.size() - 1).position();
            page = of.events().after(last, 1000);
            events.addAll(page);
        } while (!page.isEmpty());
        return events;
    }

    /** Commits an upload and leaves it open, as a publication does whose rows are still to come. */
    static BlobUpload committed(BlobStore store, Content content) throws IOException {
        BlobUpload upload = store.beginUpload();
        upload.write(content.buffer());
        upload.commit(content.sha256());
        return upload;
    }

    @Override
    public void close() throws IOException {
        registry.close();
        stores.close();
    }
}
