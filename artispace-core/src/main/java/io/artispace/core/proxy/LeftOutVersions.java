package io.artispace.core.proxy;

import io.artispace.Quote;
import io.artispace.core.cache.MemoryCache;
import io.artispace.format.UpstreamPackage;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Says in the log which versions of an upstream's document are left out: once for what is the same, as long as the cache remembers it,
 * since such documents are read anew whenever they change.
 *
 * @param repositoryId the proxy's row
 * @param repository its name
 */
record LeftOutVersions(long repositoryId, String repository, MemoryCache cache, Logger log) {
    /** How many are named. */
    private static final int NAMED = 5;

    private record Told(long repositoryId, String packageName, Set<String> versions) {}

    void tell(String packageName, UpstreamPackage content) {
        Told told = new Told(repositoryId, packageName, content.leftOut().keySet());
        if (told.versions().isEmpty() || cache.holds(told)) {
            return;
        }
        cache.remember(told);
        String named = new TreeMap<>(content.leftOut())
                .entrySet().stream()
                        .limit(NAMED)
                        .map(one -> Quote.of(one.getKey()) + " (" + one.getValue() + ")")
                        .collect(Collectors.joining(", "));
        log.info(
                "Versions of {} that the upstream of {} tells of cannot be used and are left out: {}{}",
                Quote.of(packageName),
                Quote.of(repository),
                named,
                told.versions().size() > NAMED ? " and more" : "");
    }
}
