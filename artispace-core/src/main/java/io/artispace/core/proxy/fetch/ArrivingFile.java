package io.artispace.core.proxy.fetch;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.NotFoundException;
import io.artispace.Origin;
import io.artispace.Quote;
import io.artispace.StoredFile;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that is still on its way. The first reader gets the bytes as they come, except for the last one, which it gets once the whole
 * was found to agree with its digest. Other readers get everything once it is stored.
 */
final class ArrivingFile implements StoredFile, Body {
    private final Fetch fetch;
    private final long length;
    private final AtomicReference<@Nullable Feed> feed;
    private final Origin origin;
    private final boolean storedFirst;
    private final Supplier<Optional<StoredFile>> whole;

    /**
     * Creates a file.
     *
     * @param storedFirst whether its last byte has to wait until it is stored, too
     * @param whole waits until it is stored; empty if it turned out not to be there
     */
    ArrivingFile(
            Fetch fetch,
            long length,
            Feed feed,
            Origin origin,
            boolean storedFirst,
            Supplier<Optional<StoredFile>> whole) {
        this.fetch = fetch;
        this.length = length;
        this.feed = new AtomicReference<>(feed);
        this.origin = origin;
        this.storedFirst = storedFirst;
        this.whole = whole;
    }

    @Override
    public FilePath path() {
        return fetch.path();
    }

    @Override
    public boolean isArriving() {
        return true;
    }

    @Override
    public FileView view() {
        return stored().view();
    }

    @Override
    public Origin origin() {
        return origin;
    }

    private StoredFile stored() {
        return whole.get()
                .orElseThrow(() -> new NotFoundException("There is no file " + Quote.of(path()) + " any more."));
    }

    @Override
    public InputStream open() {
        Feed mine = feed.getAndSet(null);
        return mine == null
                ? stored().open()
                : new ArrivingStream(
                        mine, length, storedFirst ? this::stored : fetch::awaitChecked, () -> stored().body());
    }

    @Override
    public Body body() {
        return this;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Body slice(long offset, long size) {
        Objects.checkFromIndexSize(offset, size, length);
        return stored().body().slice(offset, size);
    }

    /** Opens the rest of a file once it is stored. */
    @FunctionalInterface
    interface Rest {
        Body body() throws IOException;
    }
}
