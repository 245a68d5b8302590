package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link BlobUpload} promises. */
abstract class BlobUploadContract extends BlobStoreFixture {
    @Test
    final void committedBytesAreFoundUnderTheirDigest() throws IOException {
        HELLO.storeIn(store());

        Blob blob = store().find(HELLO.sha256()).orElseThrow();

        assertThat(blob.digest()).isEqualTo(HELLO.sha256());
        assertThat(blob.size()).isEqualTo(HELLO.size());
        assertHolds(blob, HELLO);
    }

    @Test
    final void emptyBlobIsABlob() throws IOException {
        Content nothing = Content.text("").storeIn(store());

        Blob blob = store().find(nothing.sha256()).orElseThrow();

        assertThat(blob.size()).isZero();
        assertHolds(blob, nothing);
    }

    @Test
    final void blobLargerThanAnyBufferIsWrittenInUnevenPieces() throws IOException {
        Content large = Content.random(5 * 1024 * 1024 + 3, 1);

        try (BlobUpload upload = store().beginUpload()) {
            writeInPieces(upload, large, ByteBuffer.allocateDirect(70_001));
            upload.commit(large.sha256());
        }

        assertHolds(store().find(large.sha256()).orElseThrow(), large);
    }

    @Test
    final void writeTakesAllBytesOfTheBuffer() throws IOException {
        try (BlobUpload upload = store().beginUpload()) {
            ByteBuffer source = HELLO.buffer().position(2);

            assertThat(upload.write(source)).isEqualTo(HELLO.size() - 2);
            assertThat(source.hasRemaining()).isFalse();
            assertThat(upload.write(source)).isZero();
            assertThat(upload.size()).isEqualTo(HELLO.size() - 2);
        }
    }

    @Test
    final void uploadIsInvisibleUntilItIsCommitted() throws IOException {
        try (BlobUpload upload = store().beginUpload()) {
            upload.write(HELLO.buffer());
            upload.force();

            assertAbsent(HELLO);

            upload.commit(HELLO.sha256());
            assertThat(store().find(HELLO.sha256())).isPresent();
        }
    }

    @Test
    final void uploadClosedWithoutCommitLeavesNothing() throws IOException {
        try (BlobUpload upload = store().beginUpload()) {
            upload.write(HELLO.buffer());
        }
        clock.advance(Duration.ofDays(3));

        assertAbsent(HELLO);
        assertThat(store().removeLeftovers()).isZero();
    }

    @Test
    final void secondCommitDoesNothing() throws IOException {
        try (BlobUpload upload = store().beginUpload()) {
            upload.write(HELLO.buffer());
            upload.commit(HELLO.sha256());
            upload.commit(HELLO.sha256());
        }

        assertHolds(store().find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    final void noBytesCanBeWrittenAfterTheCommit() throws IOException {
        try (BlobUpload upload = store().beginUpload()) {
            upload.write(HELLO.buffer());
            assertThat(upload.isOpen()).isTrue();
            upload.commit(HELLO.sha256());

            assertThat(upload.isOpen()).isFalse();
            assertThatThrownBy(() -> upload.write(HELLO.buffer())).isInstanceOf(ClosedChannelException.class);
        }
        assertHolds(store().find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    final void closingAnUploadTwiceDoesNothing() throws IOException {
        BlobUpload committed = store().beginUpload();
        committed.write(HELLO.buffer());
        committed.commit(HELLO.sha256());
        BlobUpload abandoned = store().beginUpload();

        for (int i = 0; i < 2; i++) {
            committed.close();
            abandoned.close();
        }

        assertThat(store().find(HELLO.sha256())).isPresent();
    }

    @Test
    final void closedUploadRefusesEverything() throws IOException {
        BlobUpload upload = store().beginUpload();
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
    final void existingBlobStaysWhenItIsCommittedAgain() throws IOException {
        HELLO.storeIn(store());

        HELLO.storeIn(store());

        assertHolds(store().find(HELLO.sha256()).orElseThrow(), HELLO);
        try (Stream<Blob> blobs = store().list()) {
            assertThat(blobs).hasSize(1);
        }
        clock.advance(Duration.ofDays(3));
        assertThat(store().removeLeftovers()).isZero();
    }

    @Test
    final void writtenBytesCanBeReadAndWritingGoesOn() throws IOException {
        Content all = Content.random(300_000, 2);
        try (BlobUpload upload = store().beginUpload()) {
            assertThat(readWritten(upload)).isEmpty();

            upload.write(all.buffer().limit(200_000));
            assertThat(readWritten(upload)).isEqualTo(all.bytes(0, 200_000));

            upload.write(all.buffer().position(200_000));
            assertThat(readWritten(upload)).isEqualTo(all.bytes());
            upload.commit(all.sha256());
        }

        assertHolds(store().find(all.sha256()).orElseThrow(), all);
    }

    @Test
    final void forceMayBeCalledAtAnyTimeAndMoreThanOnce() throws IOException {
        try (BlobUpload upload = store().beginUpload()) {
            upload.force();
            upload.write(HELLO.buffer().limit(3));
            upload.force();
            upload.force();
            assertThat(readWritten(upload)).isEqualTo(HELLO.bytes(0, 3));
            upload.write(HELLO.buffer().position(3));
            assertThat(readWritten(upload)).isEqualTo(HELLO.bytes());
            upload.force();
            assertThat(readWritten(upload)).isEqualTo(HELLO.bytes());
            upload.commit(HELLO.sha256());
        }

        assertHolds(store().find(HELLO.sha256()).orElseThrow(), HELLO);
    }

    @Test
    final void uploadsOfTheSameContentCommittedAtOnceAllSucceed() throws Exception {
        Content content = Content.random(100_000, 3);

        Together.run(WRITERS, writer -> () -> content.storeIn(store()));

        assertHolds(store().find(content.sha256()).orElseThrow(), content);
        try (Stream<Blob> blobs = store().list()) {
            assertThat(blobs).hasSize(1);
        }
    }

    @Test
    final void uploadsAtOnceDoNotDisturbEachOther() throws Exception {
        int each = 12;
        List<List<Content>> stored = Together.run(WRITERS, writer -> () -> {
            List<Content> contents = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                contents.add(Content.random(10_000 + i, writer * 1000L + i).storeIn(store()));
            }
            return contents;
        });

        for (Content content : stored.stream().flatMap(List::stream).toList()) {
            assertHolds(store().find(content.sha256()).orElseThrow(), content);
        }
        assertThat(listed()).hasSize(WRITERS * each);
    }

    @Test
    final void severalUploadsForcedAtOnceAreCommittedByOneThread() throws Exception {
        List<BlobUpload> uploads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            BlobUpload upload = store().beginUpload();
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
}
