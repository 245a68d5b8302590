package io.artispace.stores.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.servers.S3Server;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.storage.s3.S3BlobStoreProvider;
import io.artispace.stores.cache.CachedBlobStore;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyBlobStore;
import io.artispace.testkit.FaultyBlobStore.Step;
import io.artispace.testkit.FaultyS3Gateway;
import io.artispace.testkit.FaultyS3Gateway.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a mirror behaves if one of its stores fails. */
class MirrorFaultsTest {
    private static final Content CONTENT = Content.random(300_000, 1);

    @TempDir
    Path directory;

    private final MemoryBlobStore firstInside = new MemoryBlobStore();
    private final MemoryBlobStore secondInside = new MemoryBlobStore();
    private final FaultyBlobStore first = new FaultyBlobStore(firstInside);
    private final FaultyBlobStore second = new FaultyBlobStore(secondInside);
    private final MirroredBlobStore both = new MirroredBlobStore(first, second, Durable.IN_BOTH);
    private final MirroredBlobStore lagging = new MirroredBlobStore(first, second, Durable.IN_FIRST);

    @ParameterizedTest
    @EnumSource(names = {"BEGIN", "WRITE", "FORCE", "COMMIT"})
    void commitInBothFailsWithTheSecond(Step step) {
        second.failBefore(step, 1);

        assertThatThrownBy(() -> storeForced(both)).isInstanceOf(IOException.class);
        assertThat(secondInside.find(CONTENT.sha256())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGIN", "WRITE", "FORCE", "COMMIT"})
    void commitInTheFirstGoesThroughWithoutTheSecond(Step step) throws IOException {
        second.failBefore(step, 1);

        storeForced(lagging);

        assertThat(firstInside.find(CONTENT.sha256())).isPresent();
        assertThat(secondInside.find(CONTENT.sha256())).isEmpty();
        assertThat(lagging.missed()).isEqualTo(1);
        assertHolds(lagging, CONTENT);
    }

    @ParameterizedTest
    @EnumSource
    void commitFailsWithTheFirstInEitherCase(Durable durable) {
        first.failBefore(Step.COMMIT, 1);
        MirroredBlobStore mirror = durable == Durable.IN_BOTH ? both : lagging;

        assertThatThrownBy(() -> storeForced(mirror)).isInstanceOf(IOException.class);
        assertThat(secondInside.find(CONTENT.sha256())).isEmpty();
    }

    @Test
    void eitherStoreAnswersForTheOther() throws IOException {
        CONTENT.storeIn(both);
        Content onlyInSecond = Content.text("second").storeIn(secondInside);
        Content onlyInFirst = Content.text("first").storeIn(firstInside);

        assertHolds(both, onlyInFirst);
        assertHolds(both, onlyInSecond);
        first.failBefore(Step.FIND, 1);
        assertHolds(both, CONTENT);
        first.failBefore(Step.OPEN, 1);
        assertHolds(both, CONTENT);
    }

    @Test
    void linkLeadsToTheStoreThatHasTheBlobAndNothingIsReadForIt() throws IOException {
        try (S3Server server = S3Server.start();
                FaultyS3Gateway gateway = new FaultyS3Gateway(server.endpoint());
                BlobStore one = s3(gateway.endpoint(), "one");
                BlobStore two = s3(server.endpoint(), "two")) {
            MirroredBlobStore mirror = new MirroredBlobStore(one, two, Durable.IN_BOTH);
            CONTENT.storeIn(mirror);
            Content onlyInSecond = Content.text("second").storeIn(two);
            gateway.next(100, "GET /bucket/one/", Fault.INTERNAL_ERROR);

            assertThat(link(mirror, CONTENT).getPath()).startsWith("/bucket/one/");
            assertThat(link(mirror, onlyInSecond).getPath()).startsWith("/bucket/two/");
            assertThat(gateway.struck()).isZero();
        }
    }

    @Test
    void fileThatTheFirstStoreHasLostIsNotNamed() throws IOException {
        FileBlobStore files = new FileBlobStore(directory, InstantSource.system());
        MirroredBlobStore mirror = new MirroredBlobStore(files, secondInside, Durable.IN_BOTH);
        CONTENT.storeIn(mirror);
        Blob blob = mirror.handle(CONTENT.sha256(), CONTENT.size());
        assertThat(blob.path()).isPresent();

        files.delete(CONTENT.sha256());

        assertThat(blob.path()).isEmpty();
        assertThat(read(blob)).isEqualTo(CONTENT.bytes());
    }

    private static BlobStore s3(URI endpoint, String prefix) {
        return new S3BlobStoreProvider().open(S3Server.location(endpoint, prefix, ""), InstantSource.system());
    }

    private static URI link(BlobStore store, Content content) throws IOException {
        return store.find(content.sha256())
                .orElseThrow()
                .link(Duration.ofMinutes(1), "text/plain")
                .orElseThrow();
    }

    @Test
    void eitherStoreAnswersForTheOtherWhereTheSizeIsKnown() throws IOException {
        CONTENT.storeIn(both);
        Content onlyInSecond = Content.text("second").storeIn(secondInside);

        assertThat(read(both.handle(onlyInSecond.sha256(), onlyInSecond.size())))
                .isEqualTo(onlyInSecond.bytes());
        first.failBefore(Step.FIND, 1);
        assertThat(read(both.handle(CONTENT.sha256(), CONTENT.size()))).isEqualTo(CONTENT.bytes());
        Blob known = both.handle(CONTENT.sha256(), CONTENT.size());
        firstInside.delete(CONTENT.sha256());
        assertThat(read(known)).isEqualTo(CONTENT.bytes());
        second.failBefore(Step.FIND, 1);
        assertThatThrownBy(() -> both.handle(CONTENT.sha256(), CONTENT.size()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class);
    }

    @Test
    void copyOfAnotherSizeIsPassedOverWhereTheSizeIsKnown() throws IOException {
        Path root = directory.resolve("files");
        try (BlobStore files = new FileBlobStore(root, InstantSource.system());
                MirroredBlobStore mirror = new MirroredBlobStore(files, second, Durable.IN_BOTH)) {
            CONTENT.storeIn(mirror);
            Files.write(files.find(CONTENT.sha256()).flatMap(Blob::path).orElseThrow(), new byte[500]);

            assertThat(read(mirror.handle(CONTENT.sha256(), CONTENT.size()))).isEqualTo(CONTENT.bytes());
        }
    }

    @Test
    void streamThatBreaksOffGoesOnFromTheOtherStore() throws IOException {
        Path root = directory.resolve("files");
        try (BlobStore files = new FileBlobStore(root, InstantSource.system());
                MirroredBlobStore mirror = new MirroredBlobStore(files, second, Durable.IN_BOTH)) {
            CONTENT.storeIn(mirror);
            Path file = files.find(CONTENT.sha256()).flatMap(Blob::path).orElseThrow();

            try (InputStream in = mirror.find(CONTENT.sha256()).orElseThrow().open()) {
                byte[] begin = in.readNBytes(1000);
                Files.write(file, new byte[500]);

                assertThat(begin).isEqualTo(CONTENT.bytes(0, 1000));
                assertThat(in.readAllBytes()).isEqualTo(CONTENT.bytes(1000, 299_000));
            }
        }
    }

    @Test
    void absenceTakesBothStores() throws IOException {
        assertThat(both.find(CONTENT.sha256())).isEmpty();

        first.failBefore(Step.FIND, 1);
        assertThatThrownBy(() -> both.find(CONTENT.sha256())).isInstanceOf(IOException.class);
        second.failBefore(Step.FIND, 1);
        assertThatThrownBy(() -> both.find(CONTENT.sha256())).isInstanceOf(IOException.class);
    }

    @Test
    void deletionTakesBothStoresAndIsTriedInBoth() throws IOException {
        CONTENT.storeIn(both);
        first.failBefore(Step.DELETE, 1);

        assertThatThrownBy(() -> both.delete(CONTENT.sha256())).isInstanceOf(IOException.class);

        assertThat(secondInside.find(CONTENT.sha256())).isEmpty();
        both.delete(CONTENT.sha256());
        assertThat(both.find(CONTENT.sha256())).isEmpty();
    }

    @Test
    void listingNeverPassesOverAStoreThatFails() throws IOException {
        CONTENT.storeIn(firstInside);
        second.failBefore(Step.LIST, 1);

        assertThatThrownBy(both::list).isInstanceOf(IOException.class);
    }

    @Test
    void resyncBringsEachStoreWhatItLacks() throws IOException {
        List<Content> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Content content = Content.random(1000 + i, i);
            all.add(content);
            if (i % 3 != 0) {
                content.storeIn(firstInside);
            }
            if (i % 3 != 1) {
                content.storeIn(secondInside);
            }
        }
        List<Long> told = new ArrayList<>();

        Resync done = both.resync(progress -> told.add(progress.checked()), () -> false);

        assertThat(done.checked()).isEqualTo(60);
        assertThat(done.toFirst()).isEqualTo(20);
        assertThat(done.toSecond()).isEqualTo(20);
        assertThat(done.damaged()).isZero();
        assertThat(told).hasSize(60).isSorted();
        for (Content content : all) {
            assertHolds(firstInside, content);
            assertHolds(secondInside, content);
        }
        assertThat(both.resync(progress -> {}, () -> false)).isEqualTo(new Resync(60, 0, 0, 0, 0, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resyncTakesNoCopyInACacheForTheBlob(boolean inFirst) throws IOException {
        BlobStore cached =
                CachedBlobStore.open(firstInside, directory.resolve("cache"), 1_000_000, InstantSource.system());
        try (MirroredBlobStore mirror = inFirst
                ? new MirroredBlobStore(cached, secondInside, Durable.IN_BOTH)
                : new MirroredBlobStore(secondInside, cached, Durable.IN_BOTH)) {
            CONTENT.storeIn(mirror);
            assertHolds(cached, CONTENT);
            firstInside.delete(CONTENT.sha256());

            mirror.resync(progress -> {}, () -> false);

            assertHolds(firstInside, CONTENT);
        }
    }

    @Test
    void resyncThatIsCancelledOrFailsGoesOnLater() throws IOException {
        for (int i = 0; i < 10; i++) {
            Content.random(1000, i).storeIn(firstInside);
        }
        List<Resync> told = new ArrayList<>();

        Resync cancelled = both.resync(told::add, () -> told.size() == 4);
        second.failBefore(Step.COMMIT, 3);
        assertThatThrownBy(() -> both.resync(told::add, () -> false)).isInstanceOf(IOException.class);
        Resync rest = both.resync(told::add, () -> false);

        assertThat(cancelled).isEqualTo(new Resync(4, 0, 4, 4000, 0, true));
        assertThat(rest.toSecond()).isEqualTo(4);
        try (Stream<Blob> listed = secondInside.list()) {
            assertThat(listed).hasSize(10);
        }
    }

    @Test
    void resyncCopiesNoDamageAndMendsACopyOfAnotherSize() throws IOException {
        try (FileBlobStore files = new FileBlobStore(directory.resolve("a"), InstantSource.system());
                FileBlobStore others = new FileBlobStore(directory.resolve("b"), InstantSource.system());
                MirroredBlobStore mirror = new MirroredBlobStore(files, others, Durable.IN_BOTH)) {
            Content mended = Content.random(1000, 1).storeIn(mirror);
            Content damaged = Content.random(1000, 2).storeIn(files);
            Files.write(path(files, mended), new byte[10]);
            Files.write(path(files, damaged), new byte[1000]);

            Resync done = mirror.resync(progress -> {}, () -> false);

            assertThat(done).isEqualTo(new Resync(2, 1, 0, 1000, 1, false));
            assertHolds(files, mended);
            assertThat(others.find(damaged.sha256())).isEmpty();
        }
    }

    @Test
    void resyncThatComparesReplacesWhatWasAlteredAndKeptItsSize() throws IOException {
        try (FileBlobStore files = new FileBlobStore(directory.resolve("a"), InstantSource.system());
                FileBlobStore others = new FileBlobStore(directory.resolve("b"), InstantSource.system());
                MirroredBlobStore mirror = new MirroredBlobStore(files, others, Durable.IN_BOTH)) {
            Content inFirst = Content.random(1000, 1).storeIn(mirror);
            Content inSecond = Content.random(1000, 2).storeIn(mirror);
            Content inBoth = Content.random(1000, 3).storeIn(mirror);
            Content.random(1000, 4).storeIn(mirror);
            Content lacking = Content.random(1000, 5).storeIn(files);
            Files.write(path(files, inFirst), new byte[1000]);
            Files.write(path(others, inSecond), new byte[1000]);
            Files.write(path(files, inBoth), new byte[1000]);
            Files.write(path(others, inBoth), new byte[1000]);

            Resync done = mirror.resyncComparing(progress -> {}, () -> false);

            assertThat(done).isEqualTo(new Resync(5, 1, 2, 3000, 1, false));
            assertHolds(files, inFirst);
            assertHolds(others, inSecond);
            assertHolds(others, lacking);
            assertThat(path(files, inBoth)).hasBinaryContent(new byte[1000]);
            assertThat(mirror.resyncComparing(progress -> {}, () -> false)).isEqualTo(new Resync(5, 0, 0, 0, 1, false));
        }
    }

    @Test
    void resyncFailsWithAStoreThatCanTakeNothing() throws IOException {
        Path root = directory.resolve("files");
        try (MirroredBlobStore mirror =
                new MirroredBlobStore(firstInside, new FileBlobStore(root, InstantSource.system()), Durable.IN_FIRST)) {
            CONTENT.storeIn(firstInside);
            Files.delete(root.resolve("tmp"));

            assertThatThrownBy(() -> mirror.resync(progress -> {}, () -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(CONTENT.sha256().toString());
        }
    }

    @Test
    void readsGoOnFromFilesWhileS3IsDownAndS3CatchesUp() throws IOException {
        try (S3Server server = S3Server.start();
                FaultyS3Gateway faulty = new FaultyS3Gateway(server.endpoint());
                BlobStore s3 = new S3BlobStoreProvider()
                        .open(S3Server.location(faulty.endpoint(), "p", ""), InstantSource.system());
                MirroredBlobStore mirror = new MirroredBlobStore(
                        new FileBlobStore(directory.resolve("files"), InstantSource.system()), s3, Durable.IN_FIRST)) {
            faulty.next(6, "/bucket/p/blobs/", Fault.INTERNAL_ERROR);
            CONTENT.storeIn(mirror);
            assertThat(mirror.missed()).isEqualTo(1);
            assertHolds(mirror, CONTENT);
            faulty.heal();

            assertThat(mirror.resync(progress -> {}, () -> false).toSecond()).isEqualTo(1);
            assertHolds(s3, CONTENT);
        }
    }

    @Test
    void listingThatBreaksOffHalfwayDoesNotEndInSilence() throws IOException {
        Path root = directory.resolve("files");
        try (MirroredBlobStore mirror =
                new MirroredBlobStore(firstInside, new FileBlobStore(root, InstantSource.system()), Durable.IN_BOTH)) {
            CONTENT.storeIn(mirror);
            try (Stream<Blob> listed = mirror.list()) {
                Files.move(root.resolve("blobs"), root.resolve("gone"));

                assertThatThrownBy(listed::toList).isInstanceOf(UncheckedIOException.class);
            }
        }
    }

    private static Path path(FileBlobStore store, Content content) throws IOException {
        return store.find(content.sha256()).flatMap(Blob::path).orElseThrow();
    }

    private static void storeForced(BlobStore store) throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(CONTENT.buffer());
            upload.force();
            upload.commit(CONTENT.sha256());
        }
    }

    private static byte[] read(Blob blob) throws IOException {
        try (InputStream in = blob.open()) {
            return in.readAllBytes();
        }
    }

    private static void assertHolds(BlobStore store, Content content) throws IOException {
        try (InputStream in = store.find(content.sha256()).orElseThrow().open()) {
            assertThat(in.readAllBytes()).isEqualTo(content.bytes());
        }
    }
}
