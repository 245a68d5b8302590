package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Proxy;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.document.Stamp;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.proxy.fetch.FileFetcher;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.Source;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.core.view.ShownHits;
import io.artispace.core.view.ShownPages;
import io.artispace.core.view.StoredPackages;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The contents of a remote registry, through a cache. Documents become rows ({@link DocumentRefresher}), files are fetched when they
 * are first asked for ({@link ProxyFiles}); everything is then answered from rows, as a hosted repository's is, under the policies of
 * the reading.
 */
public final class ProxySource implements Source {
    private final ProxyParts proxy;
    private final Repositories repositories;
    private final StoredPackages stored;
    private final Absences absences;
    private final FileFetcher fetcher;
    private final Eviction eviction;
    private final ProxyStamps stamps;
    private final ProxyFiles files;

    /**
     * Creates a source.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param definition what it is
     * @param format its format
     * @param repositories the registry's repositories, in which the format finds this one
     * @param threads the registry's threads for proxies
     * @param uses the registry's notes of what is used of proxies
     */
    public ProxySource(
            Engine engine,
            long id,
            Proxy definition,
            PackageFormat format,
            Repositories repositories,
            UpstreamThreads threads,
            Uses uses) {
        this.repositories = repositories;
        this.proxy = ProxyParts.of(engine, id, definition, format, threads);
        this.stored = proxy.rows().stored();
        // A lane of its own, so that documents do not wait for large files that are on their way.
        Executor forDocuments = threads.lane();
        this.absences = new Absences(proxy);
        DocumentRefresher refresher = new DocumentRefresher(proxy, absences, forDocuments);
        VersionDocuments versions = new VersionDocuments(proxy, absences, refresher, forDocuments);
        this.fetcher = new FileFetcher(proxy, threads, this::isStillAsked);
        Ages ages = new Ages(proxy, forDocuments);
        this.eviction = new Eviction(engine, id, definition.name(), uses);
        this.stamps = new ProxyStamps(proxy, refresher, ages);
        Whereabouts whereabouts = new Whereabouts(proxy, repositories, absences, refresher, versions);
        FileJudge judge = new FileJudge(proxy, stamps, ages, absences, whereabouts);
        this.files = new ProxyFiles(proxy, absences, fetcher, uses, whereabouts, judge);
    }

    private boolean isStillAsked() {
        return repositories
                .find(proxy.definition().name())
                .filter(now -> now.id() == proxy.id())
                .map(ServedRepository::definition)
                .filter(now -> now instanceof Proxy other
                        && other.upstream().url().equals(proxy.upstream().url()))
                .isPresent();
    }

    @Override
    public Stamp stamp(PackageName name, ViewScope scope, Reading reading) {
        return stamps.of(name, scope, reading);
    }

    @Override
    public long revision(PackageName name, Reading reading) {
        return proxy.rows().revision(name, reading.seen());
    }

    @Override
    public Optional<PackageView> view(PackageName name, ViewScope scope, Reading reading) {
        if (stamp(name, scope, reading).isNothing()) {
            return Optional.empty();
        }
        PolicyFilter filter = proxy.filter(reading);
        Optional<Instant> replayed = reading.replayedMoment(name);
        return proxy.rows()
                .view(name, scope, replayed)
                .map(view -> filter.filter(
                        view, scope, proxy.format(), () -> proxy.rows().view(name, ViewScope.versions(), replayed)))
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        return files.find(path, reading);
    }

    @Override
    public boolean holds(PackageName name, Reading reading) {
        return false;
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        fetcher.settle();
        PolicyFilter filter = proxy.filter(reading);
        Predicate<PackageName> readable = reading.readableOf(proxy.definition());
        return filter.isEmpty()
                ? stored.packages(prefix, after, limit, readable)
                : ShownHits.ordered(
                        after,
                        limit,
                        (from, size) -> stored.packages(prefix, from, size, readable),
                        hit -> shown(hit, filter));
    }

    @Override
    public SearchPages search(String text, int offset, Reading reading) {
        fetcher.settle();
        PolicyFilter filter = proxy.filter(reading);
        Predicate<PackageName> readable = reading.readableOf(proxy.definition());
        if (reading.replay().isPresent()) {
            // What may be shown of a package, removed or not, is found out where it is replayed.
            return stored.search(text, offset, readable, true);
        }
        return filter.isEmpty()
                ? stored.search(text, offset, readable, false)
                : ShownPages.after(
                        offset, new ShownPages(stored.search(text, 0, readable, false), hit -> shown(hit, filter)));
    }

    private Optional<SearchHit> shown(SearchHit hit, PolicyFilter filter) {
        return proxy.rows()
                .view(hit.name(), ViewScope.everything())
                .map(view -> filter.filter(view, ViewScope.everything(), proxy.format()))
                .filter(view -> !view.versions().isEmpty())
                .map(view -> new SearchHit(hit.name(), hit.revision(), view.modified(), view.attributes()));
    }

    /** {@inheritDoc} What is stored now, of the versions that may be shown; no upstream is asked how old they are. */
    @Override
    public Listing list(String directory, String after, int limit, Reading reading) {
        fetcher.settle();
        return stored.list(
                directory,
                after,
                limit,
                proxy.filter(reading),
                reading.readableOf(proxy.definition()),
                Optional.empty());
    }

    @Override
    public List<Block> blocks(PackageName packageName, Reading reading) {
        return reading.isUnruled(proxy.definition())
                ? List.of()
                : proxy.filter(reading).blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        boolean mayBeAsked = !proxy.upstream().offline()
                && reading.mayAskUpstream()
                && reading.moment().isEmpty();
        return List.of(new ProxyLink(
                proxy.definition().name(),
                proxy.client(),
                proxy.filter(reading),
                proxy.engine().limits().maxDocumentSize(),
                mayBeAsked));
    }

    /** See {@link io.artispace.ProxyRepository#upstream}. */
    public UpstreamStatus status() {
        return proxy.client().status();
    }

    /** See {@link io.artispace.ProxyRepository#resetUpstream}. */
    public void reset() {
        proxy.client().reset();
        absences.forgetAll();
        proxy.engine().metadata().write(writer -> {
            writer.expireUpstream(proxy.id());
            return null;
        });
    }

    /** See {@link io.artispace.ProxyRepository#evict}. */
    public Evicted evict(long maxBytes, Duration unusedFor) {
        fetcher.settle();
        return eviction.run(maxBytes, unusedFor);
    }
}
