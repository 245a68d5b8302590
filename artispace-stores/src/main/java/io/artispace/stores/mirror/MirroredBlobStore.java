package io.artispace.stores.mirror;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two stores that hold the same: what is written goes to both, what is read comes from either.
 *
 * <p>The choices, and what happens when one side fails:
 * <ul>
 *   <li><em>Commit.</em> {@link Durable} says whether it takes both stores or the first only. A failure of the first always fails the
 *   commit. A failed commit may leave the blob in one of the stores; nothing names it there, and collection finds it.
 *   <li><em>Look-up and reading.</em> The first store is asked; if it has no such blob or fails, the second one is. A stream that
 *   breaks off goes on from the other store. A blob is reported as absent only if both stores say so.
 *   <li><em>Deletion.</em> From both; if either fails, the deletion fails, and the next collection repeats it.
 *   <li><em>Listing.</em> What either holds, each once. It takes both stores.
 * </ul>
 *
 * <p>After an outage {@link #resync} brings each store what it lacks. A copy that was altered and kept its size is only found by
 * comparing digests: it is handed out like any other, and the registry refuses it while reading, until {@link #resyncComparing}
 * replaces it. Put the nearer or faster store first. Other processes may use the same two stores. Thread-safe.
 */
public final class MirroredBlobStore implements BlobStore {
    private static final int LOCKS = 64;
    private static final Logger logger = LoggerFactory.getLogger(MirroredBlobStore.class);

    private final BlobStore first;
    private final BlobStore second;
    private final Durable durable;
    private final AtomicLong missed = new AtomicLong();
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();
    private volatile boolean closed;

    /**
     * Puts two stores together.
     *
     * @param first is read from, and closed with the mirror
     * @param second the store that is read if the first one cannot be; closed with the mirror
     * @param durable when a commit is done
     */
    public MirroredBlobStore(BlobStore first, BlobStore second, Durable durable) {
        this.first = requireNonNull(first, "first");
        this.second = requireNonNull(second, "second");
        this.durable = requireNonNull(durable, "durable");
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        requireOpen();
        BlobUpload one = first.beginUpload();
        try {
            return new MirroredUpload(this, one, second.beginUpload());
        } catch (IOException e) {
            if (durable == Durable.IN_FIRST) {
                missed(e);
                return new MirroredUpload(this, one, null);
            }
            try (one) {
                throw e;
            }
        }
    }

    /** Throws a failure of the second store, or returns normally if a commit may do without that store. */
    void secondFailed(IOException e) throws IOException {
        if (durable == Durable.IN_BOTH) {
            throw e;
        }
        missed(e);
    }

    private void missed(IOException e) {
        long count = missed.incrementAndGet();
        logger.warn(
                "A blob was stored in the first store of a mirror only ({} since it was opened); resync it.", count, e);
    }

    /**
     * Tells how many uploads did not reach the second store since this mirror was opened.
     *
     * @return the number; 0 with {@link Durable#IN_BOTH}
     */
    public long missed() {
        return missed.get();
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        requireOpen();
        Optional<Blob> found;
        try {
            found = first.find(sha256);
        } catch (IOException e) {
            Optional<Blob> other = findAfter(e, sha256);
            if (other.isEmpty()) {
                throw e;
            }
            return other.map(blob -> new MirroredBlob(blob, first));
        }
        return found.isPresent()
                ? found.map(blob -> new MirroredBlob(blob, second))
                : second.find(sha256).map(blob -> new MirroredBlob(blob, first));
    }

    /**
     * If the first store lacks the blob, or holds another number of bytes, that is found out here or when it is opened; then the second one
     * is read.
     */
    @Override
    public Blob handle(Digest sha256, long size) throws IOException {
        requireOpen();
        Blob inFirst;
        try {
            inFirst = first.handle(sha256, size);
        } catch (IOException e) {
            try {
                return new MirroredBlob(second.handle(sha256, size), first);
            } catch (IOException alsoFailed) {
                throw MirroredBlob.ofBoth(e, alsoFailed);
            }
        }
        return new MirroredBlob(inFirst, second);
    }

    private Optional<Blob> findAfter(IOException failure, Digest sha256) throws IOException {
        try {
            return second.find(sha256);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        requireOpen();
        synchronized (lock(sha256)) {
            try {
                first.delete(sha256);
            } catch (IOException e) {
                try {
                    second.delete(sha256);
                } catch (IOException other) {
                    e.addSuppressed(other);
                }
                throw e;
            }
            second.delete(sha256);
        }
    }

    /** The store that keeps the first copies: a cache in front of it may have what it has lost. */
    BlobStore firstOrigin() {
        return first.origin();
    }

    BlobStore secondOrigin() {
        return second.origin();
    }

    /** Held while a blob is deleted, and while it is copied from one store to the other. */
    Object lock(Digest sha256) {
        return locks[Math.floorMod(sha256.hashCode(), LOCKS)];
    }

    @Override
    public Stream<Blob> list() throws IOException {
        requireOpen();
        return Pairs.of(first, second).map(pair -> pair.handle(first, second));
    }

    /**
     * Brings each store what it lacks: walks through both, and copies every blob that one of them does not have, or has with another size
     * than its digest's content, which is found out by reading. The mirror may be used meanwhile. A blob that another process deletes at
     * the same moment may come back; no row names it, and collection finds it.
     *
     * @param progress is told after each blob; it may be slow, the walk waits
     * @param cancelled is asked before each blob; once it answers true, the walk ends
     * @return what was done
     * @throws IOException if a store fails; what was copied stays, and another resync goes on
     */
    public Resync resync(Consumer<Resync> progress, BooleanSupplier cancelled) throws IOException {
        requireOpen();
        return new Resynchronization(this, false).run(progress, cancelled);
    }

    /**
     * Does what {@link #resync} does, and reads every copy in both stores and compares it with its digest: one that was altered and kept
     * its size is found by nothing else. It is deleted and replaced by the other store's if that is sound, and counted as copied; if
     * neither is, both are left as they are and counted as damaged. It takes as long as reading everything twice.
     *
     * @param progress is told after each blob; it may be slow, the walk waits
     * @param cancelled is asked before each blob; once it answers true, the walk ends
     * @return what was done
     * @throws IOException if a store fails; what was copied stays, and another resync goes on
     */
    public Resync resyncComparing(Consumer<Resync> progress, BooleanSupplier cancelled) throws IOException {
        requireOpen();
        return new Resynchronization(this, true).run(progress, cancelled);
    }

    @Override
    public int removeLeftovers() throws IOException {
        requireOpen();
        return first.removeLeftovers() + second.removeLeftovers();
    }

    @Override
    public int commitsAtOnce() {
        return Math.max(first.commitsAtOnce(), second.commitsAtOnce());
    }

    @Override
    public BlobStore origin() {
        BlobStore one = first.origin();
        BlobStore other = second.origin();
        return one.equals(first) && other.equals(second) ? this : new MirroredBlobStore(one, other, durable);
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (second) {
            first.close();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The blob store was closed.");
        }
    }
}
