package io.artispace.stores.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.stores.copy.BlobCopy.Outcome;
import io.artispace.testkit.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which store is named when a copy fails. */
class BlobCopyTest {
    private static final Content CONTENT = Content.random(300_000, 1);

    @TempDir
    Path directory;

    private final MemoryBlobStore memory = new MemoryBlobStore();
    private Path uploads;
    private FileBlobStore files;

    @BeforeEach
    void open() throws IOException {
        uploads = directory.resolve("tmp");
        files = new FileBlobStore(directory, InstantSource.system());
    }

    @Test
    void blobThatIsGoneOrCutShortIsToldOfTheSource() throws IOException {
        Blob cut = storedIn(files);
        Files.write(cut.path().orElseThrow(), CONTENT.bytes(0, 1000));
        assertThat(BlobCopy.of(cut, memory)).isEqualTo(Outcome.DAMAGED);

        files.delete(CONTENT.sha256());
        assertThat(BlobCopy.of(cut, memory)).isEqualTo(Outcome.GONE);
        assertThat(memory.find(CONTENT.sha256())).isEmpty();
    }

    @Test
    void targetWithoutItsDirectoryFailsTheCopy() throws IOException {
        Files.delete(uploads);

        assertTargetFails(storedIn(memory));
    }

    @Test
    void targetThatLosesTheUploadFailsTheCopy() throws IOException {
        assertTargetFails(new EndingBlob(storedIn(memory), uploads));
    }

    private void assertTargetFails(Blob blob) {
        assertThatThrownBy(() -> BlobCopy.of(blob, files))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining(CONTENT.sha256().toString())
                .hasMessageContaining(uploads.toString());
    }

    private static Blob storedIn(BlobStore store) throws IOException {
        CONTENT.storeIn(store);
        return store.find(CONTENT.sha256()).orElseThrow();
    }

    /** Empties a directory once it has been read to its end. */
    private record EndingBlob(Blob inside, Path emptied) implements Blob {
        @Override
        public Digest digest() {
            return inside.digest();
        }

        @Override
        public long size() {
            return inside.size();
        }

        @Override
        public InputStream open(long offset, long length) throws IOException {
            return new FilterInputStream(inside.open(offset, length)) {
                @Override
                public int read(byte[] bytes, int from, int count) throws IOException {
                    int read = super.read(bytes, from, count);
                    if (read < 0) {
                        List<Path> entries;
                        try (Stream<Path> listed = Files.list(emptied)) {
                            entries = listed.toList();
                        }
                        for (Path entry : entries) {
                            Files.delete(entry);
                        }
                    }
                    return read;
                }
            };
        }
    }
}
