package io.artispace;

import io.artispace.blob.Digest;
import java.time.Duration;
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
     * Reads every blob and compares it with its row, and every row with what should stand behind it. Takes as long as reading all bytes takes.
     *
     * @return what is wrong; a registry without findings is whole
     */
    default Verification verify() {
        return verify((blobs, bytes) -> true);
    }

    /**
     * Verifies as {@link #verify()} does, and tells how it goes on.
     *
     * @param progress is told, and may end it
     * @return what is wrong, as far as it came
     */
    Verification verify(Progress progress);

    /**
     * Mends what can be mended without losing anything: finishes interrupted deletions, removes leftovers of interrupted uploads, and
     * makes unnamed bytes known to the next collection, unless the registry knows no bytes at all, as after its database was lost. It never deletes
     * the only copy of anything.
     *
     * @return what is still wrong afterwards
     */
    Verification repair();

    /**
     * What a collection deleted.
     *
     * @param blobs how many blobs
     * @param bytes their size in bytes
     */
    record Collected(long blobs, long bytes) {}

    /** Is told how a verification goes on, by the thread that asked for it. */
    @FunctionalInterface
    interface Progress {
        /**
         * Is called after each blob.
         *
         * @param blobs how many were read so far; how many there are in all, the last verification knows best
         * @param bytes their size in bytes
         * @return false to read no other
         */
        boolean advanced(long blobs, long bytes);
    }

    /**
     * What a verification found.
     *
     * @param blobsChecked how many blobs were read
     * @param findings what is wrong, at most 10,000
     * @param cancelled whether it ended before everything was read; of what was not read it says nothing
     */
    record Verification(long blobsChecked, List<Finding> findings, boolean cancelled) {
        /** Copies the findings. */
        public Verification {
            findings = List.copyOf(findings);
        }

        /**
         * Tells whether nothing is wrong that clients could notice.
         *
         * @return whether no blob is missing or corrupt
         */
        public boolean isSound() {
            return findings.stream().allMatch(f -> f.problem() == Problem.ORPHANED);
        }
    }

    /**
     * Something that is wrong.
     *
     * @param problem what
     * @param blob with which blob
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
