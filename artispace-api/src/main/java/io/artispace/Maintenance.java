package io.artispace;

import io.artispace.blob.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Work that the host runs when it sees fit: nothing of it runs by itself. Every method may run while the registry serves, and while another
 * process does the same. Thread-safe.
 */
public interface Maintenance {
    /**
     * Deletes the bytes of blobs that nothing refers to any more.
     *
     * @param grace how long a blob that nobody refers to is kept, counted from the last publication that relied on it and from the
     *     removal of its last file; at least one hour
     * @return what was deleted
     * @throws InvalidInputException if the grace period is shorter than an hour
     */
    Collected collectGarbage(Duration grace);

    /**
     * Reports what {@link #collectGarbage} would delete, and changes nothing.
     *
     * @param grace see there
     * @return what would be deleted
     */
    Collected rehearseCollection(Duration grace);

    /**
     * Reads every blob and compares it with its row, and every row with what should stand behind it. Takes as long as reading all bytes
     * takes.
     *
     * @return what is wrong; a registry without findings is whole
     */
    default Verification verify() {
        return verify((blobs, bytes) -> true);
    }

    /**
     * Verifies as {@link #verify()} does, and reports its progress.
     *
     * @param progress is told after each blob, and may end the verification
     * @return what is wrong with the blobs that were read
     */
    Verification verify(Progress progress);

    /**
     * Mends what can be mended without losing anything: finishes interrupted deletions, removes leftovers of interrupted uploads, and
     * registers bytes that no row names, so that the next collection can delete them. It leaves these alone if no row names any bytes at
     * all, as after the loss of the database. It never deletes the only copy of anything.
     *
     * @return what is still wrong afterwards
     */
    Verification repair();

    /**
     * Lets go of the oldest events of the {@link io.artispace.event.EventLog}: from its beginning to the first that is not older than an
     * instant, or to the newest, which always stays. In their place stands one of the type
     * {@link io.artispace.event.RegistryEvent.Type#EVENTS_DROPPED}, which tells a reader that it has missed some. Each thousand is a
     * transaction of its own: after a failure, the next call continues. What repositories show as of an instant does not depend on the log.
     *
     * @param before events of this time or later stay; at the latest the present, by the registry's clock
     * @return how many were let go
     * @throws StorageFailedException if the metadata store fails
     */
    long dropEvents(Instant before);

    /**
     * What a collection deleted.
     *
     * @param blobs how many blobs
     * @param bytes their size in bytes
     */
    record Collected(long blobs, long bytes) {}

    /** Is told of the progress of a verification, on the thread that asked for it. */
    @FunctionalInterface
    interface Progress {
        /**
         * Is called after each blob.
         *
         * @param blobs how many were read so far; for an estimate of how many there are, see {@link Verification#blobsChecked()} of an
         *     earlier run
         * @param bytes their size in bytes
         * @return false to end the verification here
         */
        boolean advanced(long blobs, long bytes);
    }

    /**
     * What a verification found.
     *
     * @param blobsChecked how many blobs were read
     * @param findings what is wrong, at most 10,000
     * @param cancelled whether it was ended before everything was read; the findings then say nothing about the rest
     */
    record Verification(long blobsChecked, List<Finding> findings, boolean cancelled) {
        /** Copies the findings. */
        public Verification {
            findings = List.copyOf(findings);
        }

        /** {@return whether nothing is wrong that clients could notice: no blob is missing or corrupt} */
        public boolean isSound() {
            return findings.stream().allMatch(f -> f.problem() == Problem.ORPHANED);
        }
    }

    /**
     * Something that is wrong.
     *
     * @param problem what is wrong
     * @param blob the blob it is wrong with
     * @param detail a sentence for the operator
     */
    record Finding(Problem problem, Digest blob, String detail) {}

    /** What can be wrong with a blob. */
    enum Problem {
        /** A row names it and its bytes are not there. */
        MISSING,
        /** Its bytes have another digest or size than their name says. */
        CORRUPT,
        /** Its bytes are there and no row names them: what an interrupted publication leaves. Harmless. */
        ORPHANED
    }
}
