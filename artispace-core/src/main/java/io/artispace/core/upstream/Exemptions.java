package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.core.repository.Engine;
import io.artispace.core.repository.ProxyRows;
import io.artispace.format.FileOwner;

/**
 * Tells once of each version that it was served only because it is exempt from a cooldown. The rows remember it for ever; the cache, so that
 * the next reader need not ask them.
 */
record Exemptions(Engine engine, long repositoryId, ProxyRows rows, ProxyEvents events) {
    private record Noted(long repositoryId, FileOwner owner) {}

    void note(FileOwner owner, FilePath path) {
        Noted noted = new Noted(repositoryId, owner);
        if (!engine.cache().holds(noted)) {
            rows.noteExemption(owner, events.exempted(owner, path));
            engine.cache().remember(noted);
        }
    }
}
