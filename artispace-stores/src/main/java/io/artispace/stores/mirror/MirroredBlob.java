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

    /**
     * {@inheritDoc} Whoever follows it is not helped by the other store: only of a blob that was looked up is it known to lead somewhere.
     */
    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        return found.link(validity, contentType);
    }

    @Override
    public String toString() {
        return found + ", mirrored";
    }
}
