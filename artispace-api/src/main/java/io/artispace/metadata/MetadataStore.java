package io.artispace.metadata;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a transactional store: the only truth of a registry.
 *
 * <p>Thread-safe; the works of different threads run side by side as far as the store can. A work runs on the thread that asked for it.
 * Works must not nest: a work that calls {@link #read}, {@link #look} or {@link #write} gets an {@link IllegalStateException}, and so
 * does everybody after {@link #close()}. {@code MetadataStoreContract} in artispace-testkit tests what is said here.
 *
 * <p>Other than a blob store, it throws ArtiSpace's own exceptions: a work consists of many calls, and only the store can tell a
 * conflict that is worth repeating from a failure.
 */
public interface MetadataStore extends AutoCloseable {
    /**
     * Runs a work on one consistent snapshot of everything that was committed before.
     *
     * @param <T> what the work returns
     * @param work runs once or, after a transient failure, again
     * @return what the work returned
     * @throws io.artispace.StorageFailedException if the store fails
     */
    <T extends @Nullable Object> T read(ReadWork<T> work);

    /**
     * Runs a work whose answers need not all be of one moment, such as one that asks a single question. Each answer shows everything that
     * was committed before its question, even if that was committed after the question before. So a store needs no transaction for it,
     * whose beginning and end may each take as long as a question. The default implementation is {@link #read}.
     *
     * @param <T> what the work returns
     * @param work runs once or, after a transient failure, again
     * @return what the work returned
     * @throws io.artispace.StorageFailedException if the store fails
     */
    default <T extends @Nullable Object> T look(ReadWork<T> work) {
        return read(work);
    }

    /**
     * Runs a work in a transaction, and returns after its changes are durable and visible to every later snapshot. If the work
     * throws, nothing of it took effect and the exception is thrown on unchanged.
     *
     * @param <T> what the work returns
     * @param work repeated as a whole after a conflict with another writer, so it must have no effect but through the writer
     * @return what the work returned
     * @throws io.artispace.StorageFailedException if the store fails; nothing took effect
     * @throws io.artispace.OutcomeUnknownException if the commit was sent and its outcome could not be learned
     */
    <T extends @Nullable Object> T write(WriteWork<T> work);

    /**
     * Tells whether anything was committed, for much less than a look-up costs. While the answer stays the same, every snapshot shows the
     * same rows. So what was read can be cached together with the answer that was given <em>before</em> it was read, and is good for as
     * long as the answer is equal. (An answer given after reading could already count a commit that was not read.)
     *
     * <p>A store that cannot tell so cheaply, such as one on a server, does not override this: its callers read each time.
     *
     * @return a number that differs from every earlier answer of this object if in between a write returned, of this store or of another
     *     one on the same rows, in whatever process. It may differ without. Empty if the store cannot tell, always or this time
     */
    default OptionalLong dataVersion() {
        return OptionalLong.empty();
    }

    /**
     * Tells whether anything was committed that counts for the {@linkplain MetadataReader#configurationRevision() configuration's
     * revision}, as {@link #dataVersion} does for everything: each request asks for that revision, and most commits leave it as it is.
     *
     * <p>A store that counts these commits apart answers with a number that other commits leave unchanged. By default, this is
     * {@link #dataVersion}. A store that wraps another one has to pass both questions on.
     *
     * @return a number that differs from every earlier answer of this method if in between a write returned that changed the revision, of
     *     this store or of another one on the same rows, in whatever process. It may differ without. Empty if the store cannot tell, always
     *     or this time
     */
    default OptionalLong configurationVersion() {
        return dataVersion();
    }

    /** Releases connections, threads and locks. Works that run are waited for. A second call does nothing. */
    @Override
    void close();

    /**
     * A work that only reads.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    interface ReadWork<T extends @Nullable Object> {
        /**
         * Does the work.
         *
         * @param reader valid until this method returns
         * @return the result
         */
        T run(MetadataReader reader);
    }

    /**
     * A work that reads and changes.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    interface WriteWork<T extends @Nullable Object> {
        /**
         * Does the work.
         *
         * @param writer valid until this method returns
         * @return the result
         */
        T run(MetadataWriter writer);
    }
}
