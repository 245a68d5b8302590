package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link BlobStore}, {@link BlobUpload} and {@link Blob} promise. Extend it and give it a fresh store.
 *
 * <p>This class holds what is promised of deletion, listing and closing; what is promised of uploads and of reading is in its superclasses.
 */
public abstract class BlobStoreContract extends BlobReadContract {
    /** Creates the suite. */
    protected BlobStoreContract() {}

    // Deletion

    @Test
    final void deletedBlobIsGone() throws IOException {
        HELLO.storeIn(store());
        Content other = Content.text("stays").storeIn(store());

        store().delete(HELLO.sha256());

        assertAbsent(HELLO);
        assertHolds(store().find(other.sha256()).orElseThrow(), other);
    }

    @Test
    final void deletingAnAbsentBlobDoesNothing() throws IOException {
        Content other = Content.text("stays").storeIn(store());

        store().delete(HELLO.sha256());

        assertAbsent(HELLO);
        assertHolds(store().find(other.sha256()).orElseThrow(), other);
    }

    @Test
    final void handleOfADeletedBlobCannotBeOpened() throws IOException {
        HELLO.storeIn(store());
        Blob blob = store().find(HELLO.sha256()).orElseThrow();

        store().delete(HELLO.sha256());

        assertThatThrownBy(blob::open).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    final void deletedBlobCanBeStoredAgain() throws IOException {
        HELLO.storeIn(store());
        store().delete(HELLO.sha256());

        HELLO.storeIn(store());

        assertHolds(store().find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    final void blobIsDeletedSeveralTimesAtOnce() throws Exception {
        HELLO.storeIn(store());

        Together.run(WRITERS, i -> () -> {
            store().delete(HELLO.sha256());
            return true;
        });

        assertAbsent(HELLO);
    }

    @Test
    final void streamOpenedBeforeTheDeletionNeverYieldsOtherBytes() throws IOException {
        Content content = Content.random(2_000_000, 6).storeIn(store());
        byte[] read = new byte[0];

        try (InputStream in = store().find(content.sha256()).orElseThrow().open()) {
            byte[] first = in.readNBytes(1000);
            store().delete(content.sha256());
            assertThat(first).isEqualTo(content.bytes(0, 1000));
            read = in.readAllBytes();
        } catch (IOException failed) {
            return; // allowed: it may fail, but not lie
        }

        assertThat(read).isEqualTo(content.bytes(1000, content.size() - 1000));
    }

    @Test
    final void readersDuringDeletionsSeeAllOrNothing() throws Exception {
        Content content = Content.random(150_000, 7).storeIn(store());
        AtomicBoolean finished = new AtomicBoolean();

        Together.run(4, i -> () -> {
            if (i == 0) {
                for (int round = 0; round < 40; round++) {
                    store().delete(content.sha256());
                    content.storeIn(store());
                }
                finished.set(true);
            }
            while (!finished.get()) {
                readIfThere(content);
            }
            return i;
        });

        assertHolds(store().find(content.sha256()).orElseThrow(), content);
    }

    // Listing

    @Test
    final void emptyStoreListsNothing() throws IOException {
        assertThat(listed()).isEmpty();
    }

    @Test
    final void listingIsInOrderOfDigestsWithSizes() throws IOException {
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
    final void listingMayBeLeftEarly() throws IOException {
        List<Content> contents = someContents(20);

        try (Stream<Blob> blobs = store().list()) {
            assertThat(blobs.findFirst()).isPresent();
        }

        assertThat(listed()).hasSize(contents.size());
    }

    @Test
    final void listingGoesOnWhileBlobsComeAndGo() throws IOException {
        List<Content> contents = someContents(40);
        Collections.shuffle(contents, new Random(1));
        List<Content> deleted = contents.subList(0, 10);
        List<Content> staying = contents.subList(10, 40);

        List<String> seen = new ArrayList<>();
        try (Stream<Blob> blobs = store().list()) {
            Iterator<Blob> iterator = blobs.iterator();
            seen.add(iterator.next().digest().hex());
            for (Content content : deleted) {
                store().delete(content.sha256());
            }
            Content.text("came later").storeIn(store());
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
    final void removalOfLeftoversTouchesNeitherBlobsNorUploadsInProgress(int days) throws IOException {
        HELLO.storeIn(store());
        Content other = Content.text("in progress");
        try (BlobUpload upload = store().beginUpload()) {
            upload.write(other.buffer());
            clock.advance(Duration.ofDays(days));

            assertThat(store().removeLeftovers()).isZero();

            upload.commit(other.sha256());
        }
        assertHolds(store().find(HELLO.sha256()).orElseThrow(), HELLO);
        assertHolds(store().find(other.sha256()).orElseThrow(), other);
    }

    // The store's life

    @Test
    final void secondCloseDoesNothing() throws IOException {
        store().close();
        store().close();
    }

    @Test
    final void closedStoreRefusesEverything() throws IOException {
        HELLO.storeIn(store());
        store().close();

        assertRefused(store()::beginUpload);
        assertRefused(() -> store().find(HELLO.sha256()));
        assertRefused(() -> store().handle(HELLO.sha256(), HELLO.size()));
        assertRefused(() -> store().delete(HELLO.sha256()));
        assertRefused(() -> store().list().close());
        assertRefused(store()::removeLeftovers);
    }

    @Test
    final void uploadsOfAClosedStoreCanOnlyBeClosed() throws IOException {
        BlobUpload upload = store().beginUpload();
        upload.write(HELLO.buffer());
        store().close();

        assertRefused(() -> upload.write(HELLO.buffer()));
        assertRefused(upload::openWritten);
        assertRefused(upload::force);
        assertRefused(() -> upload.commit(HELLO.sha256()));
        upload.close();
    }

    @Test
    final void anotherInstanceAtTheSamePlaceSeesWhatWasCommitted() throws IOException {
        HELLO.storeIn(store());

        Optional<BlobStore> again = openAgain(clock);

        if (again.isPresent()) {
            try (BlobStore other = again.get()) {
                assertHolds(other.find(HELLO.sha256()).orElseThrow(), HELLO);
                HELLO.storeIn(other);
                other.delete(HELLO.sha256());
                assertAbsent(HELLO);
            }
        } else {
            try (BlobStore other = openEmpty(clock)) {
                assertThat(other.find(HELLO.sha256())).isEmpty();
            }
        }
    }

    private void readIfThere(Content content) throws IOException {
        Optional<Blob> blob = store().find(content.sha256());
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
            contents.add(Content.random(i, i).storeIn(store()));
        }
        return contents;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }
}
