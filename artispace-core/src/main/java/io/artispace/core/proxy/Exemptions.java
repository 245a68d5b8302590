package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.core.cache.MemoryCache;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.format.FileOwner;

/**
 * Makes an event, once for each version, when it is served only because it is exempt from a cooldown. The version's row remembers that
 * for ever, and the cache spares later readers the look-up.
 */
record Exemptions(ProxyParts proxy) {
    private record Noted(long repositoryId, FileOwner owner) {}

    void note(FileOwner owner, FilePath path) {
        MemoryCache cache = proxy.engine().cache();
        Noted noted = new Noted(proxy.id(), owner);
        if (!cache.holds(noted)) {
            if (proxy.rows().lacksExemption(owner)) {
                proxy.writer().noteExemption(owner, path);
            }
            cache.remember(noted);
        }
    }
}
