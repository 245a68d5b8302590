package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.ledger.LedgerEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sealed session allows to be read of one repository: exactly what was served while it recorded. The ledger is read only when a
 * method is called, so that a request that is refused costs no look-up. Thread-safe.
 */
public interface Replay {
    /** Returns the entries of some files, by their paths; files that were not served are left out. */
    Map<FilePath, LedgerEntry> served(Collection<FilePath> paths);

    /** Returns the versions of a package of which a file was served. */
    Set<String> versions(PackageName packageName);

    /** Returns the repositories that the files of a package were served from. */
    Set<String> members(PackageName packageName);

    /** Returns when the last of a package's files was served: the package is shown as it stood then. Empty if none was. */
    Optional<Instant> lastServed(PackageName packageName);

    /** Returns the packages of which a file was served, ordered by name. */
    List<PackageName> packages();

    /** Pages through the paths of the files that were served, ordered, after a text that need not be one of them. */
    List<FilePath> paths(String after, int limit);

    /** Names the session, for messages. */
    String session();

    /** Identifies the session in the variants of stamps, also among deleted ones of the same name. */
    String edition();
}
