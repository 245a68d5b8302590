package io.artispace.core.proxy;

import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.ViewScope;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Reading;
import io.artispace.core.time.Moments;
import io.artispace.format.PackageFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names the variants of a package's documents at one revision. They depend on the rules, and on how many versions, or files of a
 * version, are too young for them right now. If rules ask for ages, these are learned first. Thread-safe.
 */
final class Variants {
    private final Engine engine;
    private final long id;
    private final Proxy definition;
    private final PackageFormat format;
    private final ProxyRows rows;
    private final Ages ages;
    private final String ownRules;
    /** The packages whose ages are being learned, each by one thread, on which others wait. */
    private final Map<PackageName, CompletableFuture<Boolean>> learning = new ConcurrentHashMap<>();

    Variants(ProxyParts proxy, Ages ages) {
        this.engine = proxy.engine();
        this.id = proxy.id();
        this.definition = proxy.definition();
        this.format = proxy.format();
        this.rows = proxy.rows();
        this.ages = ages;
        this.ownRules = Reading.host().filter(definition, Instant.EPOCH).fingerprint();
    }

    /** The moments at which versions of a package, or files of a version, become old enough, for one revision and one set of rules. */
    private record Ripening(long revision, List<Instant> moments) {}

    private record RipeningKey(
            long repositoryId, String packageName, @Nullable String version, String rules) {}

    /** The key under which it is cached that the ages of a package were asked for at a revision. */
    private record AgesAsked(long repositoryId, String packageName, long revision) {}

    /** When that was, and whether the upstream told all of them. */
    private record AgesTold(Instant asked, boolean all) {}

    /** Names the variant of a package at a revision that the rules show now. */
    String of(PackageName name, ViewScope scope, PolicyFilter filter, Reading reading, long revision) {
        String rules = fingerprint(filter, reading);
        long hidden = hidden(name, ViewScope.versions(), filter, rules, revision);
        if (scope.version() != null) {
            hidden += hidden(name, scope, filter, rules, revision);
        }
        return rules + "-" + hidden;
    }

    /**
     * Names the rules. That takes the longer the more there are, so the name of the proxy's own rules is kept, for when no group adds any.
     */
    private String fingerprint(PolicyFilter filter, Reading reading) {
        boolean own = reading.policies().isEmpty()
                && reading.moment().isEmpty()
                && reading.replay().isEmpty();
        return own ? ownRules : filter.fingerprint();
    }

    /** Counts the versions that are too young now or, if the scope is one version, its files. */
    private long hidden(PackageName name, ViewScope scope, PolicyFilter filter, String rules, long revision) {
        RipeningKey key = new RipeningKey(id, name.value(), scope.version(), rules);
        Ripening ripening = engine.cache()
                .find(key, Ripening.class)
                .filter(kept -> kept.revision() == revision)
                .orElseGet(() -> {
                    List<Instant> moments = rows.view(name, scope)
                            .map(view -> scope.version() == null ? filter.changes(view) : filter.changes(view, format))
                            .orElse(List.of());
                    Ripening now = new Ripening(revision, moments);
                    engine.cache().put(key, now, 16L * moments.size());
                    return now;
                });
        long hidden = 0;
        for (Instant ripe : ripening.moments()) {
            if (filter.now().isBefore(ripe)) {
                hidden++;
            }
        }
        return hidden;
    }

    /**
     * Learns the ages of a package's versions, if rules ask for them: once for all who want them at the time.
     *
     * @param revision the revision that the package is at
     * @return whether the upstream was asked, after which the package may be at another revision; it is not asked again soon
     */
    boolean learnAges(PackageName name, PolicyFilter filter, Reading reading, long revision) {
        boolean mayAsk = filter.needsAges()
                && reading.mayAskUpstream()
                && !definition.upstream().offline();
        if (!mayAsk || wasAskedLately(new AgesAsked(id, name.value(), revision))) {
            return false;
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = learning.putIfAbsent(name, mine);
        while (others != null) {
            SharedWork.await(others);
            others = learning.putIfAbsent(name, mine);
        }
        try {
            // Unless others have asked meanwhile: they may have failed, if only because their thread was interrupted.
            if (!wasAskedLately(new AgesAsked(id, name.value(), rows.revision(name, OptionalLong.empty())))) {
                AgesTold told = new AgesTold(engine.now(), ages.learn(name));
                long learned = rows.revision(name, OptionalLong.empty());
                engine.cache().put(new AgesAsked(id, name.value(), learned), told, 0);
            }
            return true;
        } finally {
            learning.remove(name, mine);
            mine.complete(true);
        }
    }

    private boolean wasAskedLately(AgesAsked asked) {
        return engine.cache()
                .find(asked, AgesTold.class)
                .filter(told -> told.all()
                        || Moments.counts(told.asked(), definition.upstream().absenceTtl(), engine.now()))
                .isPresent();
    }
}
