package io.artispace;

import io.artispace.ledger.LedgerEntry;
import java.util.List;

/**
 * A named ledger of the files that were served to somebody, such as one build of a CI server: exactly which, from where, with digests and
 * times. A recording session serves as the registry does, and writes down; a sealed one replays: its documents, files, listings and search results are
 * exactly what is written down, it asks no upstream, and refuses the rest. Remembered in the metadata store; thread-safe;
 * holds no resource of its own. Every method but {@link #name} and {@link #delete} throws {@link NotFoundException} if the session was deleted.
 *
 * <p>Over HTTP its repositories are at {@code /{repository}~{session}/}.
 */
public interface Session {
    /**
     * Returns the name.
     *
     * @return the name it was opened with
     */
    String name();

    /**
     * Tells whether the session only replays.
     *
     * @return whether it was sealed
     */
    boolean isSealed();

    /**
     * Returns a repository within this session: recording, and replaying from the call on that follows the session's {@link #seal}, whoever seals it.
     *
     * @param repository its name
     * @return the repository
     * @throws NotFoundException if there is none of that name
     */
    Repository repository(String repository);

    /** Ends the recording, for good. Does nothing if it has ended. */
    void seal();

    /**
     * Returns what was served. A file that was served several times with the same bytes stands once, with the time of the first; if other bytes were
     * served at its path in between, of the first after them. Of several contents of a path a sealed session serves the latest.
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
