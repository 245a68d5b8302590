package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Engine;
import io.artispace.core.repository.Repositories;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamFile;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the upstream has a file that is not stored. Thread-safe. */
final class Whereabouts {
    private final Engine engine;
    private final String name;
    private final UpstreamCodec codec;
    private final Repositories repositories;
    private final DocumentRefresher refresher;
    private final VersionDocuments versions;

    /**
     * Creates it.
     *
     * @param repositories in which the format finds the proxy
     */
    Whereabouts(ProxyParts proxy, Repositories repositories, DocumentRefresher refresher, VersionDocuments versions) {
        this.engine = proxy.engine();
        this.name = proxy.definition().name();
        this.codec = proxy.codec();
        this.repositories = repositories;
        this.refresher = refresher;
        this.versions = versions;
    }

    /** Finds what to ask the upstream for; who needs no ages needs no more of the package than one version. */
    Optional<UpstreamFile> find(FilePath path, FileOwner owner, PolicyFilter filter) {
        return filter.needsAges() ? find(path, owner) : versions.find(path, owner, () -> find(path, owner));
    }

    /** Returns what finds the same, for who asks for the file at its own path meanwhile; empty where that has to be known first. */
    Optional<Supplier<Optional<UpstreamFile>>> atOnce(FilePath path, FileOwner owner, PolicyFilter filter) {
        return filter.needsAges() ? Optional.empty() : versions.atOnce(path, owner, () -> find(path, owner));
    }

    /**
     * Finds what to ask the upstream for by what is known of the package. What its document does not tell of may have come since, or the document may be old because the upstream fails: before
     * a file counts as absent, and another member of a group or another repository is asked in its place, the upstream has to confirm the document.
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
            refresher.rememberAbsence(path.value());
        }
        return toldNow;
    }
}
