package io.artispace.stores.move;

import io.artispace.blob.Digest;
import io.artispace.stores.move.MoveProgress.Phase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is done, tells the observer, and ends the move when it is told to, or when its time is over. Threads that copy raise the
 * counts of blobs; all else is used by the thread that moves.
 */
final class Tally {
    final AtomicLong blobsChecked = new AtomicLong();
    final AtomicLong blobsCopied = new AtomicLong();
    final AtomicLong bytesCopied = new AtomicLong();
    final Set<Digest> blobsMissing = ConcurrentHashMap.newKeySet();
    final AtomicLong packagesCopied = new AtomicLong();
    final AtomicLong eventsCopied = new AtomicLong();
    private MoveObserver observer = progress -> {};
    private Phase phase = Phase.BLOBS;
    private long deadline;
    private boolean limited;

    void begin(MoveObserver follower, Phase next) {
        observer = follower;
        phase = next;
        limited = false;
    }

    /** Lets {@link #step} fail once the time is over. */
    void limit(long nanoTime) {
        deadline = nanoTime;
        limited = true;
    }

    /** Called between any two steps, on the thread that moves. */
    void step() {
        if (observer.isCancelled()) {
            throw new Ended("the observer has cancelled it");
        }
        if (limited) {
            if (System.nanoTime() - deadline > 0) {
                throw new Ended("writers would have waited longer than allowed; copy() again, when less is written");
            }
        } else {
            observer.progressed(progress());
        }
    }

    MoveProgress progress() {
        return new MoveProgress(
                phase,
                blobsChecked.get(),
                blobsCopied.get(),
                bytesCopied.get(),
                blobsMissing.size(),
                packagesCopied.get(),
                eventsCopied.get());
    }

    /** Ends the move from within. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(String message) {
            super(message, null, false, false);
        }
    }
}
