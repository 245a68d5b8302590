package io.artispace.stores.move;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.BlobStore;
import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A pair of stores that can be exchanged for another pair under a registry that runs:
 *
 * <pre>{@code
 * MovableStores stores = new MovableStores(metadata, blobs);
 * Registry registry = Registry.builder().metadata(stores.metadata()).blobs(stores.blobs()).open();
 * …
 * RegistryMove move = stores.moveTo(otherMetadata, otherBlobs);
 * move.copy(observer);                                  // as long as it takes; the registry serves
 * move.finish(Duration.ofSeconds(30), observer);        // writers wait for seconds; then the registry uses the other pair
 * }</pre>
 *
 * <p>The map of this package: {@link RegistryMove} says what is done in which order, and {@link StoreCopy} does it to the target.
 * {@link ConfigurationCopy}, {@link PackageCopy}, {@link BlobBringer} and {@link EventCopy} each carry one kind of thing;
 * {@link Comparison} checks. {@link WriteGate} holds writers back; {@link MovableMetadata} and {@link MovableBlobs} are what the registry
 * sees, and pass everything on.
 *
 * <p>Thread-safe. Costs a registry that does not move next to nothing. After a move, the registry reads more often, as it does with a
 * database server, until it is opened on its new stores directly.
 */
public final class MovableStores implements AutoCloseable {
    private final WriteGate gate = new WriteGate();
    private final MovableMetadata metadata;
    private final MovableBlobs blobs;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    /**
     * Begins with a pair of stores.
     *
     * @param metadata the rows; closed with this
     * @param blobs the bytes; closed with this
     */
    public MovableStores(MetadataStore metadata, BlobStore blobs) {
        this.metadata = new MovableMetadata(requireNonNull(metadata, "metadata"), gate);
        this.blobs = new MovableBlobs(requireNonNull(blobs, "blobs"), gate);
        owned.push(metadata);
        owned.push(blobs);
    }

    /**
     * Returns the rows, wherever they are.
     *
     * @return what to pass to the registry's builder
     */
    public MetadataStore metadata() {
        return metadata;
    }

    /**
     * Returns the bytes, wherever they are.
     *
     * @return what to pass to the registry's builder
     */
    public BlobStore blobs() {
        return blobs;
    }

    /**
     * Begins a move, or continues one that was interrupted, even by the end of a process. Nothing is copied yet. Only one move at a time.
     *
     * @param targetMetadata empty, or what an interrupted move has left; closed with this, moved or not
     * @param targetBlobs where the bytes shall be; blobs may be there already. Closed with this, moved or not
     * @return the move
     */
    public synchronized RegistryMove moveTo(MetadataStore targetMetadata, BlobStore targetBlobs) {
        requireNonNull(targetMetadata, "targetMetadata");
        requireNonNull(targetBlobs, "targetBlobs");
        owned.push(targetMetadata);
        owned.push(targetBlobs);
        return new RegistryMove(metadata, blobs, gate, targetMetadata, targetBlobs);
    }

    /**
     * Closes all stores that this was given: the pair in use, those moved away from and those not yet moved to.
     *
     * @throws IOException if one could not be closed; the others were
     */
    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                IOException told = e instanceof IOException io ? io : new IOException(e);
                if (failure == null) {
                    failure = told;
                } else {
                    failure.addSuppressed(told);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
