package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobSizeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Blob} promises whoever reads it. */
abstract class BlobReadContract extends BlobUploadContract {
    @Test
    final void absentBlobIsNotFound() throws IOException {
        HELLO.storeIn(store());

        assertThat(store().find(Content.text("something else").sha256())).isEmpty();
    }

    // Handles of blobs that the caller knows

    @Test
    final void blobOfKnownSizeIsReadWithoutALookUp() throws IOException {
        Content content = Content.random(200_000, 4).storeIn(store());
        Content nothing = Content.random(0, 0).storeIn(store());

        Blob blob = store().handle(content.sha256(), content.size());

        assertThat(blob.digest()).isEqualTo(content.sha256());
        assertHolds(blob, content);
        try (InputStream range = blob.open(70_000, 100_000)) {
            assertThat(range.readAllBytes()).isEqualTo(content.bytes(70_000, 100_000));
        }
        assertThatThrownBy(() -> blob.open(0, content.size() + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertHolds(store().handle(nothing.sha256(), 0), nothing);
    }

    @ParameterizedTest(name = "of {0} bytes")
    @ValueSource(ints = {0, 1, 100_000})
    final void absentBlobOfKnownSizeIsMissingWhenItIsOpenedAtTheLatest(int size) throws IOException {
        HELLO.storeIn(store());
        Content content = Content.random(size, 9);

        assertThatThrownBy(() -> store().handle(content.sha256(), size).open()).isInstanceOf(NoSuchFileException.class);

        content.storeIn(store());
        Blob deleted = store().handle(content.sha256(), size);
        store().delete(content.sha256());
        if (size > 0) {
            assertThatThrownBy(deleted::open).isInstanceOf(NoSuchFileException.class);
        }
        assertThatThrownBy(() -> store().handle(content.sha256(), size).open()).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest(name = "{0} in place of 11 bytes")
    @ValueSource(longs = {0, 1, 10, 12, 1_000_000, Long.MAX_VALUE})
    final void blobOfAnotherSizeThanItIsKnownByIsRefused(long size) throws IOException {
        HELLO.storeIn(store());

        assertThatThrownBy(() -> store().handle(HELLO.sha256(), size).open()).isInstanceOf(BlobSizeException.class);
    }

    @Test
    final void rangeOfABlobOfAnotherSizeThanItIsKnownByIsRefused() throws IOException {
        HELLO.storeIn(store());

        assertThatThrownBy(() -> store().handle(HELLO.sha256(), 20).open(3, 2)).isInstanceOf(BlobSizeException.class);
        assertThatThrownBy(() -> store().handle(HELLO.sha256(), 20).open(15, 2)).isInstanceOf(BlobSizeException.class);
    }

    @Test
    final void negativeSizeIsRefused() {
        assertThatThrownBy(() -> store().handle(HELLO.sha256(), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{1} bytes from {0} on")
    @CsvSource({"0, 0", "0, 1", "0, 200000", "1, 199999", "70000, 100000", "199999, 1", "200000, 0", "5, 0"})
    final void rangeHasExactlyItsBytes(int offset, int length) throws IOException {
        Content content = Content.random(200_000, 4).storeIn(store());
        Blob blob = store().find(content.sha256()).orElseThrow();

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
    final void rangeOutsideTheBlobIsRefused(long offset, long length) throws IOException {
        HELLO.storeIn(store());
        Blob blob = store().find(HELLO.sha256()).orElseThrow();

        assertThatThrownBy(() -> blob.open(offset, length)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    final void streamIsReadByteByByteAndSkipped() throws IOException {
        HELLO.storeIn(store());

        try (InputStream in = store().find(HELLO.sha256()).orElseThrow().open()) {
            assertThat(in.read()).isEqualTo('h');
            assertThat(in.skip(4)).isEqualTo(4);
            assertThat(in.read()).isEqualTo(',');
            assertThat(in.skip(1000)).isEqualTo(5);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[0])).isZero();
        }
    }

    @Test
    final void oneHandleIsReadByManyThreads() throws Exception {
        Content content = Content.random(300_000, 5).storeIn(store());
        Blob blob = store().find(content.sha256()).orElseThrow();

        List<byte[]> read = Together.run(WRITERS, reader -> () -> read(blob));

        assertThat(read).allSatisfy(bytes -> assertThat(bytes).isEqualTo(content.bytes()));
    }

    @Test
    final void offeredPathHoldsExactlyTheContent() throws IOException {
        HELLO.storeIn(store());

        Optional<Path> path = store().find(HELLO.sha256()).orElseThrow().path();

        assertThat(path.map(Path::getFileSystem).orElse(FileSystems.getDefault()))
                .isEqualTo(FileSystems.getDefault());
        assertThat(path.isPresent() ? Files.readAllBytes(path.get()) : HELLO.bytes())
                .isEqualTo(HELLO.bytes());
    }

    @Test
    final void offeredLinkAnswersWithTheContentAndItsType() throws IOException {
        HELLO.storeIn(store());

        Optional<URI> link =
                store().find(HELLO.sha256()).orElseThrow().link(Duration.ofMinutes(1), "application/java-archive");

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
}
