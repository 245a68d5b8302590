package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.NotFoundException;
import io.artispace.Origin;
import io.artispace.Quote;
import io.artispace.StoredFile;
import io.artispace.exchange.Body;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file of which the upstream has told only that it exists and how long it is, which is enough for a HEAD. Its bytes or digests, if
 * they are wanted after all, are fetched then.
 */
record PeekedFile(FilePath path, long length, Origin origin, Supplier<Optional<StoredFile>> fetching)
        implements StoredFile, Body {
    private StoredFile fetched() {
        return fetching.get()
                .orElseThrow(() -> new NotFoundException("There is no file " + Quote.of(path) + " any more."));
    }

    @Override
    public boolean isArriving() {
        return true;
    }

    @Override
    public FileView view() {
        return fetched().view();
    }

    @Override
    public InputStream open() {
        return fetched().open();
    }

    @Override
    public Body body() {
        return this;
    }

    @Override
    public Body slice(long offset, long size) {
        Objects.checkFromIndexSize(offset, size, length);
        return fetched().body().slice(offset, size);
    }
}
