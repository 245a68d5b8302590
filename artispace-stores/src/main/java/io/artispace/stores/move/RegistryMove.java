package io.artispace.stores.move;

import io.artispace.ArtiSpaceException;
import io.artispace.ConflictException;
import io.artispace.OutcomeUnknownException;
import io.artispace.blob.BlobStore;
import io.artispace.metadata.MetadataStore;
import io.artispace.stores.move.MoveProgress.Phase;
import java.io.IOException;
import java.time.Duration;

/**
 * One move of a registry to another pair of stores. {@link #copy} as often as one likes, {@link #finish} once it succeeds.
 *
 * <p>Guaranteed, wherever it is interrupted, by a failure, by the observer or by the end of the process:
 * <ul>
 *   <li>Until {@link #finish} returns, the source is the truth. A move never changes anything in it, not even afterwards.
 *   <li>Until the last moment, the target is marked as unfinished, and no registry can be opened on it. The move can be continued with it:
 *       what is there is kept, and what has changed since is copied.
 *   <li>After {@link #finish}, everything that was acknowledged before, and whatever is acknowledged from then on, is in the target: rows
 *       with their ids, revisions, times and history, users, tokens, sessions, and events at their positions, and every byte that a row
 *       names, compared with its digest.
 * </ul>
 *
 * <p>Only the writes of this process are held back by the pause of {@link #finish}. Stop other processes before {@link #finish}, and
 * start them with the new locations afterwards. Do not run a collection of garbage meanwhile; if one runs, nothing is lost, but some
 * garbage is copied, too.
 *
 * <p>Used by one thread at a time.
 */
public final class RegistryMove {
    private final MovableMetadata metadata;
    private final MovableBlobs blobs;
    private final WriteGate gate;
    private final MetadataStore target;
    private final BlobStore targetBlobs;
    private final Tally tally = new Tally();
    private final StoreCopy storeCopy;
    private boolean switched;

    RegistryMove(
            MovableMetadata metadata, MovableBlobs blobs, WriteGate gate, MetadataStore target, BlobStore targetBlobs) {
        this.metadata = metadata;
        this.blobs = blobs;
        this.gate = gate;
        this.target = target;
        this.targetBlobs = targetBlobs;
        this.storeCopy = new StoreCopy(metadata.current(), blobs.current(), target, targetBlobs, tally);
    }

    /**
     * Copies everything, and then what has changed meanwhile, until little is left. The registry serves and is written to.
     *
     * @param observer is told of the progress, and may cancel
     * @return how far it has come
     * @throws MoveFailedException if a store fails, the target is not empty, or the observer cancels
     * @throws IllegalStateException if the registry has moved already
     */
    public MoveProgress copy(MoveObserver observer) throws MoveFailedException {
        requireNotSwitched();
        return attempt(() -> {
            tally.begin(observer, Phase.BLOBS);
            tally.step();
            storeCopy.begin();
            storeCopy.bringBlobs();
            tally.begin(observer, Phase.ROWS);
            storeCopy.copyUntilFewChange();
            return tally.progress();
        });
    }

    /**
     * Compares all rows of the source with the target's, package by package, while the registry serves. It takes as long as reading both.
     *
     * @param observer is told of the progress, and may cancel
     * @return how many packages differ, but for those that changed meanwhile; 0 unless something is wrong
     * @throws MoveFailedException if a store fails or the observer cancels
     * @throws IllegalStateException if the registry has moved already
     */
    public long compare(MoveObserver observer) throws MoveFailedException {
        requireNotSwitched();
        return attempt(() -> {
            tally.begin(observer, Phase.ROWS);
            return storeCopy.differences();
        });
    }

    /**
     * Ends the move: {@linkplain #copy copies} what is left, holds writers back, copies the rest, compares the numbers of rows and the
     * revisions of all packages, and has the registry use the target. Readers notice nothing; writers wait.
     *
     * @param longestPause how long writers may wait; seconds do. If it is not enough nothing happens, and it may be tried again. It is
     *     checked between two steps, so a target that does not answer any more keeps writers waiting for as long as its store repeats a
     *     work
     * @param observer is told of the progress and may cancel; during the pause it is only asked whether to cancel
     * @return the numbers of the whole move
     * @throws MoveFailedException if a store fails, what was copied is not the same, the pause is too short, or the observer cancels: the
     *     registry uses the source on
     * @throws IllegalStateException if the registry has moved already
     */
    public MoveProgress finish(Duration longestPause, MoveObserver observer) throws MoveFailedException {
        copy(observer);
        long deadline = System.nanoTime() + longestPause.toNanos();
        MoveProgress done = attempt(() -> gate.shut(longestPause, () -> {
            tally.begin(observer, Phase.PAUSE);
            tally.limit(deadline);
            return moveRest(observer);
        }));
        observer.progressed(done);
        return done;
    }

    private MoveProgress moveRest(MoveObserver observer) throws IOException {
        storeCopy.copyRest(blobs.justCommitted());
        tally.step();
        storeCopy.finish();
        metadata.use(target);
        blobs.use(targetBlobs);
        switched = true;
        tally.begin(observer, Phase.SWITCHED);
        return tally.progress();
    }

    private static <T> T attempt(WriteGate.Work<T> work) throws MoveFailedException {
        try {
            return work.run();
        } catch (Tally.Ended e) {
            throw new MoveFailedException("The registry was not moved, and nothing was lost: " + e.getMessage() + ".");
        } catch (ConflictException e) {
            throw new MoveFailedException("The registry was not moved, and nothing was lost: " + e.getMessage(), e);
        } catch (OutcomeUnknownException e) {
            // It may have been the last change, which declares the target whole.
            throw new MoveFailedException(
                    "The registry was not moved, and nothing was lost: the target did not say whether it took the last"
                            + " change. Go on when it can be reached. If it is refused then as not empty, it was declared"
                            + " whole, and lacks what is published from now on: start no registry on it, and empty it"
                            + " before you begin again.",
                    e);
        } catch (IOException | ArtiSpaceException e) {
            throw new MoveFailedException(
                    "The registry was not moved, and nothing was lost: a store failed. Go on when it works again: "
                            + e.getMessage(),
                    e);
        }
    }

    private void requireNotSwitched() {
        if (switched) {
            throw new IllegalStateException("The registry has moved already.");
        }
    }
}
