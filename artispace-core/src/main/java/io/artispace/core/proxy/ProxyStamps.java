package io.artispace.core.proxy;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.ViewScope;
import io.artispace.core.document.Staleness;
import io.artispace.core.document.Stamp;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.proxy.state.ProxyRows;
import io.artispace.core.repository.Reading;
import io.artispace.format.UpstreamDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the stamps of a proxy's views, after the upstream's documents, and the ages that rules ask for, were made as current as they have
 * to be. Under rules, a view depends on how many versions, or files of a version, are too young right now. Thread-safe.
 */
final class ProxyStamps {
    private final ProxyParts proxy;
    private final DocumentRefresher refresher;
    private final Ages ages;
    private final String ownRules;

    ProxyStamps(ProxyParts proxy, DocumentRefresher refresher, Ages ages) {
        this.proxy = proxy;
        this.refresher = refresher;
        this.ages = ages;
        this.ownRules = Reading.host().filter(proxy.definition(), Instant.EPOCH).fingerprint();
    }

    /** The moments at which versions of a package, or files of a version, become old enough, for one revision and one set of rules. */
    private record Ripening(long revision, List<Instant> moments) {}

    private record RipeningKey(
            long repositoryId, String packageName, @Nullable String version, String rules) {}

    /** See {@link io.artispace.core.repository.Source#stamp}. */
    Stamp of(PackageName name, ViewScope scope, Reading reading) {
        Optional<UpstreamDocument> document = proxy.codec().document(name, scope);
        if (document.isEmpty()) {
            return Stamp.of(proxy.rows().revision(name, reading.seen()));
        }
        OptionalLong seen = reading.seen();
        ProxyRows.Known known = proxy.rows().known(name, document.get().key(), seen);
        if (seen.isPresent() && !refresher.isFresh(known)) {
            // Another request may have asked the upstream since this one began.
            seen = OptionalLong.empty();
            known = proxy.rows().known(name, document.get().key(), seen);
        }
        Optional<Freshness> freshness = refresher.ensure(document.get(), known, reading);
        return freshness.isEmpty() ? Stamp.NOTHING : of(name, scope, reading.since(seen), known, freshness.get());
    }

    /**
     * Makes the stamp. What this request has learned from the upstream must show, so it looks at more than what was known when it began.
     */
    private Stamp of(PackageName name, ViewScope scope, Reading reading, ProxyRows.Known known, Freshness freshness) {
        Instant confirmed = known.confirmed();
        boolean asked = !freshness.equals(new Freshness(confirmed, Staleness.NONE));
        PolicyFilter filter = proxy.filter(reading);
        long revision = asked ? proxy.rows().revision(name, OptionalLong.empty()) : known.revision();
        if (filter.isEmpty()) {
            return new Stamp(revision, "", "", freshness.confirmed(), freshness.staleness());
        }
        String rules = fingerprint(filter, reading);
        if (ages.learn(name, filter, rules, reading, revision)) {
            revision = proxy.rows().revision(name, OptionalLong.empty());
        }
        String variant = variant(name, scope, filter, rules, revision);
        return new Stamp(revision, "", variant, freshness.confirmed(), freshness.staleness());
    }

    /** Names what the rules show now of a package at a revision. */
    private String variant(PackageName name, ViewScope scope, PolicyFilter filter, String rules, long revision) {
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
        long hidden = 0;
        for (Instant ripe : ripening(name, scope, filter, rules, revision)) {
            if (filter.now().isBefore(ripe)) {
                hidden++;
            }
        }
        return hidden;
    }

    private List<Instant> ripening(
            PackageName name, ViewScope scope, PolicyFilter filter, String rules, long revision) {
        RipeningKey key = new RipeningKey(proxy.id(), name.value(), scope.version(), rules);
        Optional<Ripening> kept = proxy.engine().cache().find(key, Ripening.class);
        if (kept.isPresent() && kept.get().revision() == revision) {
            return kept.get().moments();
        }
        List<Instant> moments = proxy.rows()
                .view(name, scope)
                .map(view -> changes(view, scope, filter))
                .orElse(List.of());
        proxy.engine().cache().put(key, new Ripening(revision, moments), 16L * moments.size());
        return moments;
    }

    private List<Instant> changes(PackageView view, ViewScope scope, PolicyFilter filter) {
        return scope.version() == null ? filter.changes(view) : filter.changes(view, proxy.format());
    }
}
