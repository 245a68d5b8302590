package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.stores.copy.EitherStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** A blob of which there is a copy. If that is gone by the time it is opened, or breaks, the origin is read. */
record KeptBlob(Digest digest, long size, Path file, BlobStore origin) implements Blob {
    @Override
    public InputStream open(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, size);
        try {
            return new EitherStream(openCopy(offset), offset, length, this::openOrigin);
        } catch (IOException e) {
            try {
                return openOrigin(offset, length);
            } catch (IOException absent) {
                absent.addSuppressed(e);
                throw absent;
            }
        }
    }

    private InputStream openCopy(long offset) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return Channels.newInputStream(offset == 0 ? channel : channel.position(offset));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private InputStream openOrigin(long offset, long length) throws IOException {
        return origin.handle(digest, size).open(offset, length);
    }

    @Override
    public Optional<Path> path() {
        return file.getFileSystem().equals(FileSystems.getDefault()) ? Optional.of(file) : Optional.empty();
    }

    @Override
    public String toString() {
        return "blob " + digest + " of " + size + " bytes, kept";
    }
}
