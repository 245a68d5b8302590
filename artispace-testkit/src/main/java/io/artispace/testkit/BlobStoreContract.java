package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link BlobStore}, {@link BlobUpload} and {@link Blob} promise. Extend it and give it a fresh store.
 */
public abstract class BlobStoreContract {
    private static final Content HELLO = Content.text("hello, blob");
    private static final int WRITERS = 8;

    private final MutableClock clock = new MutableClock(Instant.now());
    private BlobStore store;

    /** Creates the suite. */
    protected BlobStoreContract() {}

    /**
     * Opens the store under test, empty; the suite closes it.
     *
     * @param clock the store's source of time
     * @return a store that shares nothing with earlier ones
     * @throws IOException if it cannot be opened
     */
    protected abstract BlobStore openEmpty(InstantSource clock) throws IOException;

    /**
     * Opens what the last {@link #openEmpty} opened once more, as another process would; the suite closes it.
     *
     * @param clock the store's source of time
     * @return the store; empty if what it keeps ends with its instance
     * @throws IOException if it cannot be opened
     */
    protected abstract Optional<BlobStore> openAgain(InstantSource clock) throws IOException;

    @BeforeEach
    void open() throws IOException {
        store = openEmpty(clock);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    // Uploads

    @Test
    void committedBytesAreFoundUnderTheirDigest() throws IOException {
        HELLO.storeIn(store);

        Blob blob = store.find(HELLO.sha256()).orElseThrow();

        assertThat(blob.digest()).isEqualTo(HELLO.sha256());
        assertThat(blob.size()).isEqualTo(HELLO.size());
        assertHolds(blob, HELLO);
    }

    @Test
    void emptyBlobIsABlob() throws IOException {
        Content nothing = Content.text("").storeIn(store);

        Blob blob = store.find(nothing.sha256()).orElseThrow();

        assertThat(blob.size()).isZero();
        assertHolds(blob, nothing);
    }

    @Test
    void blobLargerThanAnyBufferIsWrittenInUnevenPieces() throws IOException {
        Content large = Content.random(5 * 1024 * 1024 + 3, 1);

        try (BlobUpload upload = store.beginUpload()) {
            writeInPieces(upload, large, ByteBuffer.allocateDirect(70_001));
            upload.commit(large.sha256());
        }

        assertHolds(store.find(large.sha256()).orElseThrow(), large);
    }

    @Test
    void writeTakesAllBytesOfTheBuffer() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            ByteBuffer source = HELLO.buffer().position(2);

            assertThat(upload.write(source)).isEqualTo(HELLO.size() - 2);
            assertThat(source.hasRemaining()).isFalse();
            assertThat(upload.write(source)).isZero();
            assertThat(upload.size()).isEqualTo(HELLO.size() - 2);
        }
    }

    @Test
    void uploadIsInvisibleUntilItIsCommitted() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            upload.force();

            assertAbsent(HELLO);

            upload.commit(HELLO.sha256());
            assertThat(store.find(HELLO.sha256())).isPresent();
        }
    }

    @Test
    void uploadClosedWithoutCommitLeavesNothing() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
        }
        clock.advance(Duration.ofDays(3));

        assertAbsent(HELLO);
        assertThat(store.removeLeftovers()).isZero();
    }

    @Test
    void secondCommitDoesNothing() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            upload.commit(HELLO.sha256());
            upload.commit(HELLO.sha256());
        }

        assertHolds(store.find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    void noBytesCanBeWrittenAfterTheCommit() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(HELLO.buffer());
            assertThat(upload.isOpen()).isTrue();
            upload.commit(HELLO.sha256());

            assertThat(upload.isOpen()).isFalse();
            assertThatThrownBy(() -> upload.write(HELLO.buffer())).isInstanceOf(ClosedChannelException.class);
        }
        assertHolds(store.find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    void closingAnUploadTwiceDoesNothing() throws IOException {
        BlobUpload committed = store.beginUpload();
        committed.write(HELLO.buffer());
        committed.commit(HELLO.sha256());
        BlobUpload abandoned = store.beginUpload();

        for (int i = 0; i < 2; i++) {
            committed.close();
            abandoned.close();
        }

        assertThat(store.find(HELLO.sha256())).isPresent();
    }

    @Test
    void closedUploadRefusesEverything() throws IOException {
        BlobUpload upload = store.beginUpload();
        upload.write(HELLO.buffer());
        upload.close();

        assertThat(upload.isOpen()).isFalse();
        assertThatThrownBy(() -> upload.write(HELLO.buffer())).isInstanceOf(IOException.class);
        assertThatThrownBy(upload::openWritten).isInstanceOf(IOException.class);
        assertThatThrownBy(upload::force).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> upload.commit(HELLO.sha256())).isInstanceOf(IOException.class);
        assertAbsent(HELLO);
    }

    @Test
    void existingBlobStaysWhenItIsCommittedAgain() throws IOException {
        HELLO.storeIn(store);

        HELLO.storeIn(store);

        assertHolds(store.find(HELLO.sha256()).orElseThrow(), HELLO);
        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs).hasSize(1);
        }
        clock.advance(Duration.ofDays(3));
        assertThat(store.removeLeftovers()).isZero();
    }

    @Test
    void writtenBytesCanBeReadAndWritingGoesOn() throws IOException {
        Content all = Content.random(300_000, 2);
        try (BlobUpload upload = store.beginUpload()) {
            assertThat(readWritten(upload)).isEmpty();

            upload.write(all.buffer().limit(200_000));
            assertThat(readWritten(upload)).isEqualTo(all.bytes(0, 200_000));

            upload.write(all.buffer().position(200_000));
            assertThat(readWritten(upload)).isEqualTo(all.bytes());
            upload.commit(all.sha256());
        }

        assertHolds(store.find(all.sha256()).orElseThrow(), all);
    }

    @Test
    void forceMayBeCalledAtAnyTimeAndMoreThanOnce() throws IOException {
        try (BlobUpload upload = store.beginUpload()) {
            upload.force();
            upload.write(HELLO.buffer().limit(3));
            upload.force();
            upload.force();
            upload.write(HELLO.buffer().position(3));
            upload.commit(HELLO.sha256());
        }

        assertHolds(store.find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    void uploadsOfTheSameContentCommittedAtOnceAllSucceed() throws Exception {
        Content content = Content.random(100_000, 3);

        Together.run(WRITERS, writer -> () -> content.storeIn(store));

        assertHolds(store.find(content.sha256()).orElseThrow(), content);
        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs).hasSize(1);
        }
    }

    @Test
    void uploadsAtOnceDoNotDisturbEachOther() throws Exception {
        int each = 12;
        List<List<Content>> stored = Together.run(WRITERS, writer -> () -> {
            List<Content> contents = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                contents.add(Content.random(10_000 + i, writer * 1000L + i).storeIn(store));
            }
            return contents;
        });

        for (Content content : stored.stream().flatMap(List::stream).toList()) {
            assertHolds(store.find(content.sha256()).orElseThrow(), content);
        }
        assertThat(listed()).hasSize(WRITERS * each);
    }

    @Test
    void severalUploadsForcedAtOnceAreCommittedByOneThread() throws Exception {
        List<BlobUpload> uploads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            BlobUpload upload = store.beginUpload();
            upload.write(Content.random(5000, i).buffer());
            uploads.add(upload);
        }

        Together.run(WRITERS, i -> () -> {
            uploads.get(i).force();
            return i;
        });
        for (int i = 0; i < WRITERS; i++) {
            uploads.get(i).commit(Content.random(5000, i).sha256());
            uploads.get(i).close();
        }

        assertThat(listed()).hasSize(WRITERS);
    }

    // Reading

    @Test
    void absentBlobIsNotFound() throws IOException {
        HELLO.storeIn(store);

        assertThat(store.find(Content.text("something else").sha256())).isEmpty();
    }

    @ParameterizedTest(name = "{1} bytes from {0} on")
    @CsvSource({"0, 0", "0, 1", "0, 200000", "1, 199999", "70000, 100000", "199999, 1", "200000, 0", "5, 0"})
    void rangeHasExactlyItsBytes(int offset, int length) throws IOException {
        Content content = Content.random(200_000, 4).storeIn(store);
        Blob blob = store.find(content.sha256()).orElseThrow();

        try (InputStream range = blob.open(offset, length)) {
            assertThat(range.readAllBytes()).isEqualTo(content.bytes(offset, length));
            assertThat(range.read()).isEqualTo(-1);
        }
        try (InputStream range = blob.open(offset, length)) {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            assertThat(range.transferTo(copy)).isEqualTo(length);
            assertThat(copy.toByteArray()).isEqualTo(content.bytes(offset, length));
        }
    }

    @ParameterizedTest(name = "{1} bytes from {0} on")
    @CsvSource({"-1, 1", "0, -1", "0, 12", "11, 1", "12, 0", "9223372036854775807, 1", "1, 9223372036854775807"})
    void rangeOutsideTheBlobIsRefused(long offset, long length) throws IOException {
        HELLO.storeIn(store);
        Blob blob = store.find(HELLO.sha256()).orElseThrow();

        assertThatThrownBy(() -> blob.open(offset, length)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void streamIsReadByteByByteAndSkipped() throws IOException {
        HELLO.storeIn(store);

        try (InputStream in = store.find(HELLO.sha256()).orElseThrow().open()) {
            assertThat(in.read()).isEqualTo('h');
            assertThat(in.skip(4)).isEqualTo(4);
            assertThat(in.read()).isEqualTo(',');
            assertThat(in.skip(1000)).isEqualTo(5);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[0])).isZero();
        }
    }

    @Test
    void oneHandleIsReadByManyThreads() throws Exception {
        Content content = Content.random(300_000, 5).storeIn(store);
        Blob blob = store.find(content.sha256()).orElseThrow();

        List<byte[]> read = Together.run(WRITERS, reader -> () -> read(blob));

        assertThat(read).allSatisfy(bytes -> assertThat(bytes).isEqualTo(content.bytes()));
    }

    @Test
    void offeredPathHoldsExactlyTheContent() throws IOException {
        HELLO.storeIn(store);

        Optional<Path> path = store.find(HELLO.sha256()).orElseThrow().path();

        assertThat(path.map(Path::getFileSystem).orElse(FileSystems.getDefault()))
                .isEqualTo(FileSystems.getDefault());
        assertThat(path.isPresent() ? Files.readAllBytes(path.get()) : HELLO.bytes())
                .isEqualTo(HELLO.bytes());
    }

    @Test
    void offeredLinkAnswersWithTheContentAndItsType() throws IOException {
        HELLO.storeIn(store);

        Optional<URI> link =
                store.find(HELLO.sha256()).orElseThrow().link(Duration.ofMinutes(1), "application/java-archive");

        if (link.isPresent()) {
            URLConnection connection = link.get().toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                assertThat(in.readAllBytes()).isEqualTo(HELLO.bytes());
            }
            assertThat(connection.getContentType()).isEqualTo("application/java-archive");
        } else {
            assertThat(link).isEmpty();
        }
    }

    // Deletion

    @Test
    void deletedBlobIsGone() throws IOException {
        HELLO.storeIn(store);
        Content other = Content.text("stays").storeIn(store);

        assertThat(store.delete(HELLO.sha256())).isTrue();

        assertAbsent(HELLO);
        assertHolds(store.find(other.sha256()).orElseThrow(), other);
        assertThat(store.delete(HELLO.sha256())).isFalse();
    }

    @Test
    void handleOfADeletedBlobCannotBeOpened() throws IOException {
        HELLO.storeIn(store);
        Blob blob = store.find(HELLO.sha256()).orElseThrow();

        store.delete(HELLO.sha256());

        assertThatThrownBy(blob::open).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void deletedBlobCanBeStoredAgain() throws IOException {
        HELLO.storeIn(store);
        store.delete(HELLO.sha256());

        HELLO.storeIn(store);

        assertHolds(store.find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    void oneOfSeveralDeletionsAtOnceFindsTheBlob() throws Exception {
        HELLO.storeIn(store);

        List<Boolean> outcomes = Together.run(WRITERS, i -> () -> store.delete(HELLO.sha256()));

        assertThat(outcomes).containsOnlyOnce(true);
    }

    @Test
    void streamOpenedBeforeTheDeletionNeverYieldsOtherBytes() throws IOException {
        Content content = Content.random(2_000_000, 6).storeIn(store);
        byte[] read = new byte[0];

        try (InputStream in = store.find(content.sha256()).orElseThrow().open()) {
            byte[] first = in.readNBytes(1000);
            store.delete(content.sha256());
            assertThat(first).isEqualTo(content.bytes(0, 1000));
            read = in.readAllBytes();
        } catch (IOException failed) {
            return; // allowed: it may fail, but not lie
        }

        assertThat(read).isEqualTo(content.bytes(1000, content.size() - 1000));
    }

    @Test
    void readersDuringDeletionsSeeAllOrNothing() throws Exception {
        Content content = Content.random(150_000, 7).storeIn(store);
        AtomicBoolean finished = new AtomicBoolean();

        Together.run(4, i -> () -> {
            if (i == 0) {
                for (int round = 0; round < 40; round++) {
                    store.delete(content.sha256());
                    content.storeIn(store);
                }
                finished.set(true);
            }
            while (!finished.get()) {
                readIfThere(content);
            }
            return i;
        });

        assertHolds(store.find(content.sha256()).orElseThrow(), content);
    }

    // Listing

    @Test
    void emptyStoreListsNothing() throws IOException {
        assertThat(listed()).isEmpty();
    }

    @Test
    void listingIsInOrderOfDigestsWithSizes() throws IOException {
        List<Content> contents = someContents(60);

        List<Blob> blobs = listed();

        assertThat(blobs)
                .extracting(blob -> blob.digest().hex(), Blob::size)
                .containsExactlyElementsOf(contents.stream()
                        .sorted(Comparator.comparing(content -> content.sha256().hex()))
                        .map(content -> tuple(content.sha256().hex(), (long) content.size()))
                        .toList());
    }

    @Test
    void listingMayBeLeftEarly() throws IOException {
        List<Content> contents = someContents(20);

        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs.findFirst()).isPresent();
        }

        assertThat(listed()).hasSize(contents.size());
    }

    @Test
    void listingGoesOnWhileBlobsComeAndGo() throws IOException {
        List<Content> contents = someContents(40);
        Collections.shuffle(contents, new Random(1));
        List<Content> deleted = contents.subList(0, 10);
        List<Content> staying = contents.subList(10, 40);

        List<String> seen = new ArrayList<>();
        try (Stream<Blob> blobs = store.list()) {
            Iterator<Blob> iterator = blobs.iterator();
            seen.add(iterator.next().digest().hex());
            for (Content content : deleted) {
                store.delete(content.sha256());
            }
            Content.text("came later").storeIn(store);
            iterator.forEachRemaining(blob -> seen.add(blob.digest().hex()));
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen)
                .containsAll(
                        staying.stream().map(content -> content.sha256().hex()).toList());
    }

    // Leftovers

    @ParameterizedTest(name = "{0} days later")
    @ValueSource(ints = {0, 3})
    void removalOfLeftoversTouchesNeitherBlobsNorUploadsInProgress(int days) throws IOException {
        HELLO.storeIn(store);
        Content other = Content.text("in progress");
        try (BlobUpload upload = store.beginUpload()) {
            upload.write(other.buffer());
            clock.advance(Duration.ofDays(days));

            assertThat(store.removeLeftovers()).isZero();

            upload.commit(other.sha256());
        }
        assertHolds(store.find(HELLO.sha256()).orElseThrow(), HELLO);
        assertHolds(store.find(other.sha256()).orElseThrow(), other);
    }

    // The store's life

    @Test
    void secondCloseDoesNothing() throws IOException {
        store.close();
        store.close();
    }

    @Test
    void closedStoreRefusesEverything() throws IOException {
        HELLO.storeIn(store);
        store.close();

        assertRefused(store::beginUpload);
        assertRefused(() -> store.find(HELLO.sha256()));
        assertRefused(() -> store.delete(HELLO.sha256()));
        assertRefused(() -> store.list().close());
        assertRefused(store::removeLeftovers);
    }

    @Test
    void uploadsOfAClosedStoreCanOnlyBeClosed() throws IOException {
        BlobUpload upload = store.beginUpload();
        upload.write(HELLO.buffer());
        store.close();

        assertRefused(() -> upload.write(HELLO.buffer()));
        assertRefused(upload::openWritten);
        assertRefused(upload::force);
        assertRefused(() -> upload.commit(HELLO.sha256()));
        upload.close();
    }

    @Test
    void anotherInstanceAtTheSamePlaceSeesWhatWasCommitted() throws IOException {
        HELLO.storeIn(store);

        Optional<BlobStore> again = openAgain(clock);

        if (again.isPresent()) {
            try (BlobStore other = again.get()) {
                assertHolds(other.find(HELLO.sha256()).orElseThrow(), HELLO);
                HELLO.storeIn(other);
                assertThat(other.delete(HELLO.sha256())).isTrue();
                assertAbsent(HELLO);
            }
        } else {
            try (BlobStore other = openEmpty(clock)) {
                assertThat(other.find(HELLO.sha256())).isEmpty();
            }
        }
    }

    private void assertAbsent(Content content) throws IOException {
        assertThat(store.find(content.sha256())).isEmpty();
        assertThat(listed()).noneMatch(blob -> blob.digest().equals(content.sha256()));
    }

    private static void assertHolds(Blob blob, Content content) throws IOException {
        assertThat(blob.size()).isEqualTo(content.size());
        assertThat(read(blob)).isEqualTo(content.bytes());
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }

    private void readIfThere(Content content) throws IOException {
        Optional<Blob> blob = store.find(content.sha256());
        if (blob.isPresent()) {
            try {
                assertHolds(blob.get(), content);
            } catch (NoSuchFileException deletedMeanwhile) {
                assertThat(blob.get().digest()).isEqualTo(content.sha256());
            }
        }
    }

    private List<Content> someContents(int count) throws IOException {
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contents.add(Content.random(i, i).storeIn(store));
        }
        return contents;
    }

    private List<Blob> listed() throws IOException {
        try (Stream<Blob> blobs = store.list()) {
            return blobs.toList();
        }
    }

    private static void writeInPieces(BlobUpload upload, Content content, ByteBuffer piece) throws IOException {
        ByteBuffer source = content.buffer();
        while (source.hasRemaining()) {
            int length = Math.min(piece.clear().capacity(), source.remaining());
            piece.put(source.slice().limit(length)).flip();
            source.position(source.position() + length);
            upload.write(piece);
        }
    }

    private static byte[] readWritten(BlobUpload upload) throws IOException {
        try (InputStream in = upload.openWritten()) {
            return in.readAllBytes();
        }
    }

    private static byte[] read(Blob blob) throws IOException {
        try (InputStream in = blob.open()) {
            return in.readAllBytes();
        }
    }
}
