package io.artispace.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobStoreFullExceptionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "There is not enough space on the disk"})
    void messagesOfOperatingSystemsAboutAFullDiskAreRecognized(String said) {
        IOException onWriting = new IOException(said);
        IOException onCreating = new FileSystemException("/var/lib/secret", null, said);

        for (IOException failure : new IOException[] {onWriting, onCreating, new IOException("wrapped", onWriting)}) {
            assertThat(BlobStoreFullException.orElse(directory, "the disk", failure))
                    .isInstanceOf(BlobStoreFullException.class)
                    .hasMessage("No room is left: the disk is full.")
                    .hasCause(failure);
        }
    }

    @Test
    void otherFailuresAreNotTakenForAFullDisk() {
        IOException broken = new IOException("Input/output error");
        IOException gone = new NoSuchFileException("file");

        assertThat(BlobStoreFullException.orElse(directory, "the disk", broken)).isSameAs(broken);
        assertThat(BlobStoreFullException.orElse(directory.resolve("absent"), "the disk", gone))
                .isSameAs(gone);
    }
}
