package io.artispace;

import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;

/** What can be asked and done with a proxy beside reading it. Thread-safe. */
public interface ProxyRepository extends Repository {
    /** {@return what this process knows now of the upstream's health} */
    UpstreamStatus upstream();

    /** Forgets failures and absences: the upstream is asked again at once, and documents are revalidated at their next use. */
    void resetUpstream();

    /**
     * Drops cached files, the longest unused first. Their bytes are left to collection, and a file that is asked for again is fetched
     * again. Nothing hosted is ever touched. A process writes down the uses of files some hundreds at a time, with the first use after five
     * minutes, and when its registry is closed; until then an eviction in another process does not know of them.
     *
     * @param maxBytes the most bytes of files to keep, 0 or more
     * @param unusedFor files that were not used for so long are dropped even if there is room; zero to drop none for that reason
     * @return what was dropped
     * @throws InvalidInputException if a number is negative
     */
    Evicted evict(long maxBytes, Duration unusedFor);

    /**
     * What an eviction dropped.
     *
     * @param files how many files
     * @param bytes their size in bytes
     */
    record Evicted(long files, long bytes) {}
}
