package io.artispace.metadata.jdbc.sqlite;

import io.artispace.StorageFailedException;
import io.artispace.metadata.MetadataStore.WriteWork;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets writers that come at the same time share one commit, because a durable commit costs a flush of the disk and a database has
 * one writer at a time anyway.
 *
 * <p>A thread that wants to write waits for its turn, and then runs its work itself, in the {@link Batch} that is open. If another thread
 * waits for its turn by then, it leaves the commit to that one, ends its turn and waits for the batch's end; so the last of those who came
 * together commits for all. While it does, those who come next gather behind it.
 *
 * <ul>
 *   <li>Nobody is left waiting: a batch is left open only while a thread is queued for the turn. A queued thread always gets its turn,
 *   because nothing cancels its wait, not even an interrupt; and at the end of its turn it makes the same choice.
 *   <li>A work that throws is rolled back by itself. It still waits for the batch's end: it may have thrown because of a row of the
 *   batch, which does not exist if the batch fails.
 *   <li>If the transaction itself is lost, every work of the batch fails alike, and nothing of any of them took effect.
 *   <li>A batch has a limit, so that the first of its works does not wait for ever in a stream of others.
 *   <li>While another process keeps the database locked, those who wait fail together, not one after the other.
 * </ul>
 */
final class GroupCommit {
    private static final int MOST_WORKS = 64;

    private final Supplier<Batch> begin;
    private final ReentrantLock turn = new ReentrantLock();
    /** Guarded by {@link #turn}. */
    private @Nullable Batch open;
    /**
     * The last failure to begin a batch because another process held the database locked; null if the last one could be begun. Guarded by
     * {@link #turn}.
     */
    private @Nullable StorageFailedException locked;
    /** When that attempt began. Guarded by {@link #turn}. */
    private long lockedSince;

    GroupCommit(Supplier<Batch> begin) {
        this.begin = begin;
    }

    <T extends @Nullable Object> T write(WriteWork<T> work) {
        Batch batch;
        Attempt<T> attempt;
        long came = System.nanoTime();
        turn.lock();
        try {
            batch = open == null ? begin(came) : open;
            open = batch;
            try {
                attempt = batch.run(work);
            } finally {
                if (batch.isLost() || batch.size() >= MOST_WORKS || !turn.hasQueuedThreads()) {
                    open = null;
                    batch.end();
                }
            }
        } finally {
            turn.unlock();
        }
        batch.awaitEnd();
        return attempt.result();
    }

    /** Begins a batch. Who has waited since before an attempt that ended without the database's lock does not wait for that once more. */
    private Batch begin(long came) {
        StorageFailedException before = locked;
        if (before != null && lockedSince - came > 0) {
            throw new StorageFailedException(before.getMessage(), before);
        }
        locked = null;
        long begun = System.nanoTime();
        try {
            return begin.get();
        } catch (StorageFailedException e) {
            if (SqlFailures.isLocked(e)) {
                locked = e;
                lockedSince = begun;
            }
            throw e;
        }
    }
}
