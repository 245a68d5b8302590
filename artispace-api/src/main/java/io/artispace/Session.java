package io.artispace;

import io.artispace.ledger.LedgerEntry;
import java.util.List;

/**
 * A named ledger of the files that were served to somebody, such as one build of a CI server: exactly which, from where, with digests
 * and times. A recording session serves as the registry does, and writes down which files it served. A sealed one replays: its
 * documents, files, listings and search results show exactly what is written down; it asks no upstream and refuses everything else.
 * Of a package it shows the versions of which a file was served, and its tags, as they were when the last of its files was served.
 * Sessions are kept in the metadata store. Thread-safe; holds no resource of its own. Every method but {@link #name} and
 * {@link #delete} throws {@link NotFoundException} if the session was deleted.
 *
 * <p>Over HTTP its repositories are at {@code /{repository}~{session}/}. Whoever may read a repository and knows the name of a session
 * that records can have it record more; so where readers do not trust each other, give sessions names that nobody guesses.
 */
public interface Session {
    /** {@return the name it was opened with} */
    String name();

    /** {@return whether the session only replays} */
    boolean isSealed();

    /**
     * Returns a repository within this session. It records until the session is sealed, by whomever, and replays from the next call on.
     *
     * @param repository its name
     * @return the repository
     * @throws NotFoundException if there is none of that name
     */
    Repository repository(String repository);

    /** Ends the recording, for good. Does nothing if it has ended. */
    void seal();

    /**
     * Returns what was served. A file that was served several times with the same bytes has one entry, with the time at which it was first
     * served; if other bytes were served at its path in between, with the first time after those. If a path had several contents, a sealed
     * session serves the latest.
     *
     * @return the entries, ordered by repository and path
     */
    List<LedgerEntry> entries();

    /**
     * Returns the ledger as JSON, for {@link Registry#importSession}.
     *
     * @return one object with {@code session} and {@code entries}
     */
    String export();

    /** Deletes the session and its ledger. Does nothing if it is gone. */
    void delete();
}
