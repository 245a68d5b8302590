package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.core.engine.Engine;
import io.artispace.format.FileOwner;

/**
 * Makes an event, once for each version, when it is served only because it is exempt from a cooldown. The version's row remembers that
 * for ever, and the cache spares later readers the look-up.
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
