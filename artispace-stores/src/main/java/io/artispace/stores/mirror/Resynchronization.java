package io.artispace.stores.mirror;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.stores.copy.BlobCopy;
import io.artispace.stores.copy.BlobCopy.Outcome;
import io.artispace.stores.mirror.Pairs.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One walk through both stores that copies what either lacks. */
final class Resynchronization {
    private final MirroredBlobStore mirror;
    private final BlobStore first;
    private final BlobStore second;
    private final boolean comparing;
    private long checked;
    private long toFirst;
    private long toSecond;
    private long bytes;
    private long damaged;

    Resynchronization(MirroredBlobStore mirror, boolean comparing) {
        this.mirror = mirror;
        this.first = mirror.firstOrigin();
        this.second = mirror.secondOrigin();
        this.comparing = comparing;
    }

    Resync run(Consumer<Resync> progress, BooleanSupplier cancelled) throws IOException {
        try (Stream<Pair> pairs = Pairs.of(first, second)) {
            Iterator<Pair> all = pairs.iterator();
            while (all.hasNext()) {
                if (cancelled.getAsBoolean()) {
                    return state(true);
                }
                check(all.next());
                checked++;
                progress.accept(state(false));
            }
            return state(false);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void check(Pair pair) throws IOException {
        @Nullable Blob one = pair.first();
        @Nullable Blob other = pair.second();
        if (one != null
                && other != null
                && one.size() == other.size()
                && (!comparing || (BlobCopy.isSound(one) && BlobCopy.isSound(other)))) {
            return;
        }
        synchronized (mirror.lock(pair.either().digest())) {
            copyWhatLacks(pair.either().digest());
        }
    }

    /** Looks again, because the walk saw the two stores at different moments. */
    private void copyWhatLacks(Digest digest) throws IOException {
        Optional<Blob> one = first.find(digest);
        Optional<Blob> other = second.find(digest);
        if (!one.map(Blob::size).equals(other.map(Blob::size))) {
            copy(digest, one, other);
        } else if (comparing && one.isPresent() && other.isPresent()) {
            replaceWhatIsAltered(digest, one.get(), other.get());
        }
    }

    /**
     * Deletes it first, because a store keeps what it has under a digest; the other store's copy, which was read a moment ago, is there
     * meanwhile.
     */
    private void replaceWhatIsAltered(Digest digest, Blob one, Blob other) throws IOException {
        boolean sound = BlobCopy.isSound(one);
        boolean otherIsSound = BlobCopy.isSound(other);
        if (sound && !otherIsSound) {
            second.delete(digest);
            copy(digest, Optional.of(one), Optional.empty());
        } else if (otherIsSound && !sound) {
            first.delete(digest);
            copy(digest, Optional.empty(), Optional.of(other));
        } else if (!sound) {
            damaged++;
        }
    }

    private void copy(Digest digest, Optional<Blob> one, Optional<Blob> other) throws IOException {
        if (one.isPresent() && BlobCopy.of(one.get(), second) == Outcome.COPIED) {
            toSecond++;
            bytes += one.get().size();
        } else if (other.isPresent() && BlobCopy.of(other.get(), first) == Outcome.COPIED) {
            toFirst++;
            bytes += other.get().size();
        } else if (first.find(digest).isPresent() || second.find(digest).isPresent()) {
            damaged++;
        }
    }

    private Resync state(boolean cancelled) {
        return new Resync(checked, toFirst, toSecond, bytes, damaged, cancelled);
    }
}
