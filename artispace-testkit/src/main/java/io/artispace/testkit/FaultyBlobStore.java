package io.artispace.testkit;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A blob store that fails when a test says so, and otherwise does what the store inside does. To try every place where an
 * operation may break: run it once, read {@link #calls} of each step, then run it again for each call, failing before and after it.
 *
 * <p>Thread-safe where the store inside is. Closing it closes the store inside.
 */
public final class FaultyBlobStore extends ForwardingBlobStore {
    /** What can fail. */
    public enum Step {
        /** {@link BlobStore#beginUpload()}. */
        BEGIN,
        /** {@link BlobUpload#write}. */
        WRITE,
        /** {@link BlobUpload#force()}, where it is called; the one within a commit is part of that. */
        FORCE,
        /** {@link BlobUpload#commit}. */
        COMMIT,
        /** {@link BlobStore#find} and {@link BlobStore#handle}. */
        FIND,
        /** {@link Blob#open(long, long)}. */
        OPEN,
        /** {@link BlobStore#delete}. */
        DELETE,
        /** {@link BlobStore#list()}. */
        LIST
    }

    private final Faults<Step> faults = new Faults<>(Step.class);

    /**
     * Wraps a store; no fault is set.
     *
     * @param inside does the work
     */
    public FaultyBlobStore(BlobStore inside) {
        super(inside);
    }

    /**
     * Sets a fault: the step throws {@link IOException} and the store inside hears nothing of it.
     *
     * @param step what fails
     * @param call which call from now on, 1 for the next one; those after it succeed
     * @throws IllegalArgumentException if that is less than 1
     */
    public void failBefore(Step step, int call) {
        faults.before(step, call);
    }

    /**
     * Sets a fault: the store inside does its work, and the step throws {@link IOException} all the same.
     *
     * @param step what fails
     * @param call which call from now on, 1 for the next one; those after it succeed
     * @throws IllegalArgumentException if that is less than 1
     */
    public void failAfter(Step step, int call) {
        faults.after(step, call);
    }

    /**
     * Sets a fault that lasts: the step throws each time, and the store inside hears nothing of it, until {@link #heal()}. A full disk is
     *
     * <pre>{@code
     * blobs.failAlways(Step.WRITE, () -> new BlobStoreFullException("the disk", new IOException()));
     * }</pre>
     *
     * @param step what fails
     * @param failure makes what each call throws
     */
    public void failAlways(Step step, Supplier<? extends IOException> failure) {
        faults.always(step, failure);
    }

    /** Takes all faults back and sets the counts of calls to 0. */
    public void heal() {
        faults.clear();
    }

    /**
     * Returns how often a step was begun since the store was created or healed.
     *
     * @param step the step
     * @return the number of calls
     */
    public int calls(Step step) {
        return faults.calls(step);
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        return new FaultyUpload(faults.call(Step.BEGIN, super::beginUpload, BlobUpload::close), faults);
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        return faults.call(Step.FIND, () -> super.find(sha256)).map(this::faulty);
    }

    @Override
    public Blob handle(Digest sha256, long size) throws IOException {
        return faulty(faults.call(Step.FIND, () -> super.handle(sha256, size)));
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        faults.call(Step.DELETE, () -> {
            super.delete(sha256);
            return sha256;
        });
    }

    @Override
    public Stream<Blob> list() throws IOException {
        return faults.call(Step.LIST, super::list, Stream::close).map(this::faulty);
    }

    private Blob faulty(Blob blob) {
        return new FaultyBlob(blob, faults);
    }
}
