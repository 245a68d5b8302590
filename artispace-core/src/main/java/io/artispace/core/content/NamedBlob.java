package io.artispace.core.content;

import io.artispace.FilePath;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobSizeException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The blob of a file that a row names. A store that is far away is asked about it only when it is opened. If it turns out to be missing
 * or damaged then, this makes an error message that names the file.
 */
record NamedBlob(Blob inside, FilePath name, BlobStore blobs) implements Blob {
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
        try {
            return inside.open(offset, length);
        } catch (NoSuchFileException e) {
            throw BlobReader.missing(name, digest());
        } catch (BlobSizeException e) {
            throw BlobReader.damaged(name, digest());
        }
    }

    @Override
    public Optional<Path> path() {
        return inside.path();
    }

    /**
     * Asks the store first whether the blob is there. A client that is redirected to a lost blob would take the store's 404 for the
     * registry's answer that there is no such file.
     */
    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        return blobs.find(digest())
                .orElseThrow(() -> BlobReader.missing(name, digest()))
                .link(validity, contentType);
    }
}
