package io.artispace.stores.mirror;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.stores.copy.EitherStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A blob that was found in one store and may be in the other. */
record MirroredBlob(Blob found, BlobStore other) implements Blob {
    @Override
    public Digest digest() {
        return found.digest();
    }

    @Override
    public long size() {
        return found.size();
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, size());
        try {
            return new EitherStream(found.open(offset, length), offset, length, this::openOther);
        } catch (IOException e) {
            try {
                return openOther(offset, length);
            } catch (IOException alsoFailed) {
                throw ofBoth(e, alsoFailed);
            }
        }
    }

    /** What to say when neither store could help: one that fails is worse than one without the blob, and must not look like it. */
    static IOException ofBoth(IOException one, IOException other) {
        boolean absent = one instanceof NoSuchFileException;
        IOException worse = absent ? other : one;
        worse.addSuppressed(absent ? one : other);
        return worse;
    }

    private InputStream openOther(long offset, long length) throws IOException {
        return other.handle(digest(), size()).open(offset, length);
    }

    /** {@inheritDoc} Not one that the store has lost, since the other's bytes are read then. */
    @Override
    public Optional<Path> path() {
        return found.path().filter(Files::exists);
    }

    /** {@inheritDoc} Whoever follows it is not helped by the other store, so a byte is read first where it leads to. */
    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        try {
            Optional<URI> link = found.link(validity, contentType);
            if (link.isPresent()) {
                try (InputStream there = found.open(0, Math.min(1, size()))) {
                    there.readAllBytes();
                }
            }
            return link;
        } catch (IOException e) {
            try {
                return other.handle(digest(), size()).link(validity, contentType);
            } catch (IOException alsoFailed) {
                throw ofBoth(e, alsoFailed);
            }
        }
    }

    @Override
    public String toString() {
        return found + ", mirrored";
    }
}
