package io.artispace.testkit;

import static java.util.Objects.requireNonNull;

import io.artispace.metadata.MetadataStore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A metadata store that fails when it is told to, and otherwise is the store it decorates: for tests that a failure at any step
 * leaves nothing half-done. A database that goes away and comes back:
 *
 * <pre>{@code
 * AtomicBoolean away = new AtomicBoolean();
 * MetadataStore rows = new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> {
 *     if (away.get()) {
 *         throw new StorageFailedException("the database is away");
 *     }
 * });
 * }</pre>
 *
 * <p>No fault strikes who asks for its versions. Thread-safe if the fault is.
 */
public final class FaultyMetadataStore extends ForwardingMetadataStore {
    /** When a fault may happen. */
    public enum Moment {
        /** Before a work that reads begins. */
        BEFORE_READ,
        /** Before a work that writes begins. */
        BEFORE_WRITE,
        /** After the work has run and before its changes are committed: they are rolled back. */
        BEFORE_COMMIT,
        /** After the changes were committed: they took effect, and the caller does not learn it. */
        AFTER_COMMIT
    }

    /** Decides when to fail. */
    @FunctionalInterface
    public interface Fault {
        /**
         * Returns, or throws what the store is to fail with, such as {@link io.artispace.StorageFailedException} or, after a
         * commit, {@link io.artispace.OutcomeUnknownException}.
         *
         * @param moment where the store stands
         * @param call the number of the call: reads and writes are counted separately, each from 1
         */
        void strike(Moment moment, long call);
    }

    private final Fault fault;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    /**
     * Decorates a store.
     *
     * @param store the store; it is closed with this one
     * @param fault says when to fail
     */
    public FaultyMetadataStore(MetadataStore store, Fault fault) {
        super(store);
        this.fault = requireNonNull(fault, "fault");
    }

    /**
     * Returns how many writes were asked for so far, so that a test can first count and then fail at each in turn.
     *
     * @return the number of writes
     */
    public long writes() {
        return writes.get();
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        fault.strike(Moment.BEFORE_READ, reads.incrementAndGet());
        return super.read(work);
    }

    /** {@inheritDoc} Counts as a read. */
    @Override
    public <T extends @Nullable Object> T look(ReadWork<T> work) {
        fault.strike(Moment.BEFORE_READ, reads.incrementAndGet());
        return inside().look(work);
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        long call = writes.incrementAndGet();
        fault.strike(Moment.BEFORE_WRITE, call);
        T result = super.write(writer -> {
            T value = work.run(writer);
            fault.strike(Moment.BEFORE_COMMIT, call);
            return value;
        });
        fault.strike(Moment.AFTER_COMMIT, call);
        return result;
    }
}
