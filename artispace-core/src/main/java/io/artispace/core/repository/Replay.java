package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.ledger.LedgerEntry;
import java.util.Optional;

/** What a sealed session allows to be read: exactly what was served while it recorded. Thread-safe. */
public interface Replay {
    /** Returns what was written down of a file; empty if it was not served. */
    Optional<LedgerEntry> served(FilePath path);

    /** Tells whether a file of this version was served. */
    boolean shows(PackageName packageName, String version);

    /** Names the session, for messages and for the variants of stamps. */
    String session();
}
