package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.Origin;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Proxy;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.content.WholeContent;
import io.artispace.core.document.Stamp;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Engine;
import io.artispace.core.repository.HostedSource;
import io.artispace.core.repository.LiveFile;
import io.artispace.core.repository.ProxyRows;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.RowFile;
import io.artispace.core.repository.Rows;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.ShownHits;
import io.artispace.core.repository.ShownPages;
import io.artispace.core.repository.Source;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamLink;
import io.artispace.metadata.FileRow;
import io.artispace.policy.Block;
import io.artispace.policy.PackagePolicy;
import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The contents of a remote registry, through a cache. Documents become rows ({@link DocumentRefresher}), files are fetched when they
 * are first asked for ({@link FileFetcher}); everything is then answered from rows, as a hosted repository's is, under the policies of
 * the reading.
 */
public final class ProxySource implements Source {
    private final Engine engine;
    private final long id;
    private final Proxy definition;
    private final PackageFormat format;
    private final Repositories repositories;
    private final Origin origin;
    private final ProxyRows rows;
    private final HostedSource stored;
    private final Breaker breaker = new Breaker();
    private final UpstreamClient client;
    private final DocumentRefresher refresher;
    private final FileFetcher fetcher;
    private final Uses uses;
    private final Exemptions exemptions;
    private final Eviction eviction;
    private final ProxyRules rules;
    private final ProxyStamps stamps;
    private final Whereabouts whereabouts;
    private final FileJudge judge;

    /**
     * Creates a source.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param definition what it is
     * @param format its format
     * @param codec the format's way to ask upstreams
     * @param repositories the registry's repositories, in which the format finds this one
     * @param threads the registry's threads for proxies
     * @param uses the registry's notes of what is used of proxies
     */
    public ProxySource(
            Engine engine,
            long id,
            Proxy definition,
            PackageFormat format,
            UpstreamCodec codec,
            Repositories repositories,
            UpstreamThreads threads,
            Uses uses) {
        this.engine = engine;
        this.id = id;
        this.definition = definition;
        this.format = format;
        this.repositories = repositories;
        this.origin = new Origin(definition.name(), definition.upstream().url());
        this.rows = new ProxyRows(engine, id, definition, format.digests());
        this.stored = new HostedSource(engine, id, definition, format);
        ProxyEvents events = new ProxyEvents(engine, definition.name());
        this.exemptions = new Exemptions(engine, id, rows, events);
        this.client = new UpstreamClient(
                definition.name(),
                definition.upstream(),
                () -> threads.clients().of(definition.upstream()),
                threads,
                breaker,
                engine.clock());
        ProxyParts proxy = new ProxyParts(engine, id, definition, codec, rows, client, events);
        // A lane of its own, so that documents do not wait for large files that are on their way.
        Lane forDocuments = threads.lane();
        this.refresher = new DocumentRefresher(proxy, forDocuments);
        VersionDocuments versions = new VersionDocuments(proxy, refresher, forDocuments);
        this.fetcher = new FileFetcher(proxy, threads, this::isStillAsked);
        Ages ages = new Ages(proxy, forDocuments);
        this.uses = uses;
        this.eviction = new Eviction(engine, id, definition.name(), uses);
        this.rules = new ProxyRules(engine, definition);
        this.stamps = new ProxyStamps(proxy, refresher, new Variants(proxy, format, ages), rules);
        this.whereabouts = new Whereabouts(proxy, repositories, refresher, versions);
        this.judge = new FileJudge(proxy, format, stamps, ages, refresher, whereabouts);
    }

    private boolean isStillAsked() {
        return repositories
                .find(definition.name())
                .filter(now -> now.id() == id)
                .map(ServedRepository::definition)
                .filter(now -> now instanceof Proxy proxy
                        && proxy.upstream().url().equals(definition.upstream().url()))
                .isPresent();
    }

    @Override
    public Stamp stamp(PackageName name, ViewScope scope, Reading reading) {
        return stamps.of(name, scope, reading);
    }

    @Override
    public long revision(PackageName name, Reading reading) {
        return rows.revision(name, reading.seen());
    }

    @Override
    public Optional<PackageView> view(PackageName name, ViewScope scope, Reading reading) {
        if (stamp(name, scope, reading).isNothing()) {
            return Optional.empty();
        }
        PolicyFilter filter = rules.filter(reading);
        return rows.view(name, scope)
                .map(view -> filter.filter(view, scope, format, () -> rows.view(name, ViewScope.versions())))
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        // Before the row is looked for: so a file that is stored in between is found in one way or the other.
        boolean checked = reading.wantsLengthOnly() && fetcher.isChecked(path);
        Optional<LiveFile> stored = rows.file(path, reading.seen());
        if (stored.isPresent() && rules.isUnruled(reading)) {
            return Optional.of(used(stored.get()));
        }
        Optional<FileOwner> owner = format.owner(path);
        PolicyFilter filter = rules.filter(reading);
        if (stored.isEmpty()
                && owner.filter(known -> !judge.isThere(known, path, filter, reading))
                        .isPresent()) {
            return Optional.empty();
        }
        Optional<FileOwner> exempt = owner.flatMap(known -> judge.demand(known, path, filter, reading));
        if (stored.isEmpty()) {
            if (owner.isEmpty() || !reading.mayAskUpstream() || refresher.isKnownAbsent(path.value())) {
                return Optional.empty();
            }
            // Another request may have fetched it since this one began.
            stored = reading.seen().isEmpty() ? stored : rows.file(path, OptionalLong.empty());
        }
        if (stored.isEmpty()) {
            FileOwner known = owner.orElseThrow();
            Optional<Fetch> begun = fetchAtOnce(path, known, filter, reading);
            return begun.isPresent()
                    ? arriving(begun.get(), !reading.mayPrecedeStore())
                    : whereabouts
                            .find(path, known, filter)
                            .flatMap(file -> fetch(path, file, filter, reading, checked));
        }
        FileRow row = stored.get().row();
        if (!filter.isEmpty() && owner.isPresent() && owner.get().version() == null) {
            // Its name does not tell its version, but its row does.
            exempt = rows.owner(row, owner.get().packageName())
                    .flatMap(known -> judge.demand(known, path, filter, reading));
        }
        exempt.ifPresent(served -> exemptions.note(served, path));
        return Optional.of(used(stored.get()));
    }

    private StoredFile used(LiveFile file) {
        uses.note(file.row().id());
        return new RowFile(file.view(), engine.reader(), origin);
    }

    /**
     * Begins to fetch a file of a version that may be shown, and finds out meanwhile whether it exists. Empty if that has to be known
     * first, as for a file that the host's rules refuse: if it does not exist, the answer has to be "not found" rather than the refusal.
     */
    private Optional<Fetch> fetchAtOnce(FilePath path, FileOwner owner, PolicyFilter filter, Reading reading) {
        return reading.wantsLengthOnly()
                ? Optional.empty()
                : whereabouts
                        .atOnce(path, owner, filter)
                        .filter(finding ->
                                engine.refusal(candidate(owner, path, reading)).isEmpty())
                        .map(finding -> fetcher.fetchAtOnce(path, finding));
    }

    /**
     * Fetches a file that is not stored.
     *
     * @param checked whether it was checked already, so that the upstream need not be asked for its length
     */
    private Optional<StoredFile> fetch(
            FilePath path, UpstreamFile file, PolicyFilter filter, Reading reading, boolean checked) {
        Optional<FileOwner> exempt = judge.demand(file.owner(), path, filter, reading);
        engine.demand(candidate(file.owner(), path, reading));
        if (reading.wantsLengthOnly() && !checked) {
            OptionalLong length = fetcher.peek(path, file);
            if (length.isPresent()) {
                return Optional.of(new PeekedFile(path, length.getAsLong(), origin, () -> fetch(path, file)));
            }
        }
        Fetch fetch = fetcher.fetch(path, file);
        exempt.ifPresent(served -> fetch.whenStored(() -> exemptions.note(served, path)));
        // The row of a version tells whether it is exempt.
        return arriving(fetch, !reading.mayPrecedeStore() || exempt.isPresent());
    }

    private Optional<StoredFile> fetch(FilePath path, UpstreamFile file) {
        return arriving(fetcher.fetch(path, file), true);
    }

    private Optional<StoredFile> arriving(Fetch fetch, boolean storedFirst) {
        Optional<Feed> feed = fetch.join();
        OptionalLong length = fetch.awaitBegin();
        if (length.isPresent() && feed.isPresent()) {
            return Optional.of(
                    new ArrivingFile(fetch, length.getAsLong(), feed.get(), engine.reader(), origin, storedFirst));
        }
        if (length.isEmpty() && !storedFirst) {
            Optional<WholeContent> small = fetch.awaitChecked();
            if (small.isPresent()) {
                return Optional.of(new CheckedFile(fetch.path(), small.get(), engine.now(), origin));
            }
        }
        Optional<FileRow> row = fetch.awaitStored();
        if (row.isEmpty()) {
            refresher.rememberAbsence(fetch.path().value());
        }
        return row.map(found -> new RowFile(Rows.fileView(found), engine.reader(), origin));
    }

    private PackagePolicy.Candidate candidate(FileOwner owner, FilePath path, Reading reading) {
        return new PackagePolicy.Candidate(
                definition,
                owner.packageName(),
                owner.version(),
                path,
                reading.caller().name());
    }

    @Override
    public boolean holds(PackageName name, Reading reading) {
        return false;
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        fetcher.settle();
        PolicyFilter filter = rules.filter(reading);
        return filter.isEmpty()
                ? stored.packages(prefix, after, limit)
                : ShownHits.ordered(
                        after, limit, (from, size) -> stored.packages(prefix, from, size), hit -> shown(hit, filter));
    }

    @Override
    public SearchPages search(String text, int offset, Reading reading) {
        fetcher.settle();
        PolicyFilter filter = rules.filter(reading);
        return filter.isEmpty()
                ? stored.search(text, offset)
                : ShownPages.after(offset, new ShownPages(stored.search(text, 0), hit -> shown(hit, filter)));
    }

    private Optional<SearchHit> shown(SearchHit hit, PolicyFilter filter) {
        return rows.view(hit.name(), ViewScope.everything())
                .map(view -> filter.filter(view, ViewScope.everything(), format))
                .filter(view -> !view.versions().isEmpty())
                .map(view -> new SearchHit(hit.name(), hit.revision(), view.modified(), view.attributes()));
    }

    /** {@inheritDoc} What is stored now, of the versions that may be shown; no upstream is asked how old they are. */
    @Override
    public Listing list(String directory, String after, int limit, Reading reading) {
        fetcher.settle();
        return stored.list(directory, after, limit, rules.filter(reading));
    }

    @Override
    public List<Block> blocks(PackageName packageName, Reading reading) {
        return rules.isUnruled(reading) ? List.of() : rules.filter(reading).blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        if (definition.upstream().offline()
                || !reading.mayAskUpstream()
                || reading.moment().isPresent()) {
            return List.of();
        }
        return List.of(new ProxyLink(
                definition.name(),
                client,
                rules.filter(reading),
                engine.limits().maxDocumentSize()));
    }

    /** See {@link io.artispace.ProxyRepository#upstream}. */
    public UpstreamStatus status() {
        return breaker.status(definition.upstream().offline(), engine.now());
    }

    /** See {@link io.artispace.ProxyRepository#resetUpstream}. */
    public void reset() {
        breaker.reset();
        refresher.forgetAbsences();
        engine.metadata().write(writer -> {
            writer.expireUpstream(id);
            return null;
        });
    }

    /** See {@link io.artispace.ProxyRepository#evict}. */
    public Evicted evict(long maxBytes, Duration unusedFor) {
        fetcher.settle();
        return eviction.run(maxBytes, unusedFor);
    }
}
