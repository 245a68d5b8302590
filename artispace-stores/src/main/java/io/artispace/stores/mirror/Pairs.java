package io.artispace.stores.mirror;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import java.io.IOException;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks through two stores side by side, in the order of digests: each blob once, with the handle of each store that has it. */
final class Pairs extends Spliterators.AbstractSpliterator<Pairs.Pair> {
    /** A blob in one store or in both; one of the two is there. */
    record Pair(@Nullable Blob first, @Nullable Blob second) {
        Blob either() {
            Blob one = first == null ? second : first;
            if (one == null) {
                throw new IllegalStateException("A pair has at least one blob.");
            }
            return one;
        }

        Blob handle(BlobStore firstStore, BlobStore secondStore) {
            return first == null ? new MirroredBlob(either(), firstStore) : new MirroredBlob(first, secondStore);
        }
    }

    private final Iterator<Blob> first;
    private final Iterator<Blob> second;
    private @Nullable Blob nextFirst;
    private @Nullable Blob nextSecond;
    private boolean begun;

    private Pairs(Iterator<Blob> first, Iterator<Blob> second) {
        super(Long.MAX_VALUE, ORDERED | NONNULL | DISTINCT);
        this.first = first;
        this.second = second;
    }

    /** Returns the walk; the caller closes it. */
    static Stream<Pair> of(BlobStore first, BlobStore second) throws IOException {
        Stream<Blob> one = first.list();
        try {
            Stream<Blob> other = second.list();
            return StreamSupport.stream(new Pairs(one.iterator(), other.iterator()), false)
                    .onClose(one::close)
                    .onClose(other::close);
        } catch (IOException | RuntimeException e) {
            one.close();
            throw e;
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Pair> action) {
        if (!begun) {
            begun = true;
            nextFirst = next(first);
            nextSecond = next(second);
        }
        Blob one = nextFirst;
        Blob other = nextSecond;
        if (one == null && other == null) {
            return false;
        }
        int order = one == null
                ? 1
                : other == null
                        ? -1
                        : one.digest().hex().compareTo(other.digest().hex());
        if (order <= 0) {
            nextFirst = next(first);
        }
        if (order >= 0) {
            nextSecond = next(second);
        }
        action.accept(new Pair(order <= 0 ? one : null, order >= 0 ? other : null));
        return true;
    }

    private static @Nullable Blob next(Iterator<Blob> blobs) {
        return blobs.hasNext() ? blobs.next() : null;
    }
}
