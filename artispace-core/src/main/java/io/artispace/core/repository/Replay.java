package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.blob.Digest;
import java.util.Optional;

/** What a sealed session allows to be read: exactly what was served while it recorded. Thread-safe. */
public interface Replay {
    /** Returns the digest with which a file was served; empty if it was not. */
    Optional<Digest> served(FilePath path);

    /** Tells whether a file of this version was served. */
    boolean shows(PackageName packageName, String version);

    /** Names the session, for messages and for the variants of stamps. */
    String session();
}
