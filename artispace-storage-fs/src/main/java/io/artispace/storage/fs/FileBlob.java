package io.artispace.storage.fs;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** A blob in a file. */
record FileBlob(Digest digest, long size, Path file) implements Blob {
    @Override
    public InputStream open(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, size);
        return RangeInputStream.owning(FileChannel.open(file, StandardOpenOption.READ), offset, length);
    }

    @Override
    public Optional<Path> path() {
        return file.getFileSystem().equals(FileSystems.getDefault()) ? Optional.of(file) : Optional.empty();
    }
}
