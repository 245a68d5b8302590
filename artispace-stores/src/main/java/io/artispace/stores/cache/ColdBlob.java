package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A blob of which there was no copy when it was looked up. */
record ColdBlob(Blob origin, Fills fills, CacheDirectory directory) implements Blob {
    @Override
    public Digest digest() {
        return origin.digest();
    }

    @Override
    public long size() {
        return origin.size();
    }

    /** Opens a range at the origin, without fetching it for others: a range cannot be compared with the digest. */
    @Override
    public InputStream open(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, size());
        if (length < size() || length == 0) {
            return origin.open(offset, length);
        }
        Optional<InputStream> shared = fills.open(origin);
        return shared.isPresent() ? shared.get() : origin.open(offset, length);
    }

    /** The copy, if there is one by now. */
    @Override
    public Optional<Path> path() {
        return Optional.ofNullable(directory.find(digest()))
                .map(CacheDirectory.Copy::file)
                .filter(file -> file.getFileSystem().equals(FileSystems.getDefault()));
    }

    @Override
    public Optional<URI> link(Duration validity, String contentType) throws IOException {
        return origin.link(validity, contentType);
    }

    @Override
    public String toString() {
        return origin + ", not kept";
    }
}
