package io.artispace.core.proxy;

import io.artispace.PackageName;
import io.artispace.ViewScope;
import io.artispace.core.document.Staleness;
import io.artispace.core.document.Stamp;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Reading;
import io.artispace.format.UpstreamDocument;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the stamps of a proxy's views, after the upstream's documents were made as current as they have to be. Thread-safe. */
final class ProxyStamps {
    private final ProxyParts proxy;
    private final DocumentRefresher refresher;
    private final Variants variants;

    ProxyStamps(ProxyParts proxy, DocumentRefresher refresher, Variants variants) {
        this.proxy = proxy;
        this.refresher = refresher;
        this.variants = variants;
    }

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
        if (variants.learnAges(name, filter, reading, revision)) {
            revision = proxy.rows().revision(name, OptionalLong.empty());
        }
        String variant = variants.of(name, scope, filter, reading, revision);
        return new Stamp(revision, "", variant, freshness.confirmed(), freshness.staleness());
    }
}
