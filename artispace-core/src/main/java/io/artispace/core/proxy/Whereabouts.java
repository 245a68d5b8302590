package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.repository.Repositories;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamFile;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds where the upstream has a file that is not stored. Thread-safe. */
final class Whereabouts {
    private final Engine engine;
    private final String name;
    private final UpstreamCodec codec;
    private final Repositories repositories;
    private final Absences absences;
    private final DocumentRefresher refresher;
    private final VersionDocuments versions;

    /**
     * Creates it.
     *
     * @param repositories in which the format finds the proxy
     */
    Whereabouts(
            ProxyParts proxy,
            Repositories repositories,
            Absences absences,
            DocumentRefresher refresher,
            VersionDocuments versions) {
        this.engine = proxy.engine();
        this.name = proxy.definition().name();
        this.codec = proxy.codec();
        this.repositories = repositories;
        this.absences = absences;
        this.refresher = refresher;
        this.versions = versions;
    }

    /** Finds what to ask the upstream for. If no ages are needed, a document about the version alone may do. */
    Optional<UpstreamFile> find(FilePath path, FileOwner owner, PolicyFilter filter) {
        return filter.needsAges() ? find(path, owner) : versions.find(path, owner, () -> find(path, owner));
    }

    /**
     * Returns a supplier that finds the same, for callers that ask for the file at its own path at the same time; empty if its place has to
     * be known first.
     */
    Optional<Supplier<Optional<UpstreamFile>>> atOnce(FilePath path, FileOwner owner, PolicyFilter filter) {
        return filter.needsAges() ? Optional.empty() : versions.atOnce(path, owner, () -> find(path, owner));
    }

    /**
     * Finds what to ask the upstream for by the package's document. If that does not tell of the file, it may just be old: the file may
     * have come since, or the upstream may fail. So before a file counts as absent, after which a group or a client asks another
     * repository, the upstream has to confirm the document.
     *
     * @throws UpstreamFailedException if it does not
     */
    Optional<UpstreamFile> find(FilePath path, FileOwner owner) {
        Instant since = engine.now();
        Optional<UpstreamFile> told = codec.file(path, repositories.get(name));
        if (told.isPresent()
                || !codec.document(owner.packageName(), ViewScope.versions())
                        .filter(document -> refresher.confirm(document, since))
                        .isPresent()) {
            return told;
        }
        Optional<UpstreamFile> toldNow = codec.file(path, repositories.get(name));
        if (toldNow.isEmpty()) {
            absences.remember(path.value());
        }
        return toldNow;
    }
}
