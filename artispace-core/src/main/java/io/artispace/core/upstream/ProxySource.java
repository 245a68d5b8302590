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
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.content.WholeContent;
import io.artispace.core.document.Staleness;
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
import io.artispace.format.FileAge;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamLink;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.policy.Block;
import io.artispace.policy.PackagePolicy;
import io.artispace.policy.Policies;
import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a remote registry has, through a cache. Documents become rows ({@link DocumentRefresher}), files are fetched when they are first asked for
 * ({@link FileFetcher}); everything is then answered from rows, as a hosted repository's is, under the policies of the reading.
 */
public final class ProxySource implements Source {
    private final Engine engine;
    private final long id;
    private final Proxy definition;
    private final PackageFormat format;
    private final UpstreamCodec codec;
    private final Repositories repositories;
    private final Origin origin;
    private final ProxyRows rows;
    private final HostedSource stored;
    private final Breaker breaker = new Breaker();
    private final UpstreamClient client;
    private final DocumentRefresher refresher;
    private final VersionDocuments versions;
    private final FileFetcher fetcher;
    private final Ages ages;
    private final Uses uses;
    private final Exemptions exemptions;
    private final Eviction eviction;
    private final Variants variants;

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
        this.codec = codec;
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
        // One of its own, so that large files on their way do not keep documents waiting.
        Lane forDocuments = threads.lane();
        this.refresher =
                new DocumentRefresher(engine, id, definition.upstream(), client, codec, rows, forDocuments, events);
        this.versions =
                new VersionDocuments(engine, id, definition.upstream(), client, codec, rows, refresher, forDocuments);
        this.fetcher = new FileFetcher(
                client,
                definition.upstream(),
                codec,
                rows,
                Math.min(engine.limits().maxFileSize(), definition.upstream().maxFileSize()),
                threads,
                events,
                this::isStillAsked);
        this.ages = new Ages(client, definition.upstream(), codec, rows, forDocuments);
        this.uses = uses;
        this.eviction = new Eviction(engine, id, definition.name(), uses);
        this.variants = new Variants(engine, id, definition, format, rows, ages);
    }

    /** Nearly every file is read under no rules at all, and then need not be judged. */
    private boolean isUnruled(Reading reading) {
        return reading.policies().isEmpty()
                && definition.policies().isEmpty()
                && reading.moment().isEmpty();
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

    private PolicyFilter filter(Reading reading) {
        List<Policies> all = new ArrayList<>(reading.policies());
        all.add(definition.policies());
        return new PolicyFilter(all, reading.instant(), engine.now(), true);
    }

    @Override
    public Stamp stamp(PackageName name, ViewScope scope, Reading reading) {
        Optional<UpstreamDocument> document = codec.document(name, scope);
        if (document.isEmpty()) {
            return Stamp.of(rows.revision(name, reading.seen()));
        }
        OptionalLong seen = reading.seen();
        ProxyRows.Known known = rows.known(name, document.get().key(), seen);
        if (seen.isPresent() && !refresher.isFresh(known)) {
            // Another request may have asked the upstream since this one began.
            seen = OptionalLong.empty();
            known = rows.known(name, document.get().key(), seen);
        }
        Optional<Freshness> freshness = refresher.ensure(document.get(), known, reading);
        return freshness.isEmpty() ? Stamp.NOTHING : stamp(name, scope, reading.since(seen), known, freshness.get());
    }

    /** What this request itself has made known it must show, whatever was known when it began. */
    private Stamp stamp(
            PackageName name, ViewScope scope, Reading reading, ProxyRows.Known known, Freshness freshness) {
        Instant checked = known.document().map(UpstreamRow::checked).orElse(null);
        boolean asked = !freshness.equals(new Freshness(checked, Staleness.NONE));
        PolicyFilter filter = filter(reading);
        long revision = asked ? rows.revision(name, OptionalLong.empty()) : known.revision();
        if (filter.isEmpty()) {
            return new Stamp(revision, "", freshness.checked(), freshness.staleness());
        }
        if (variants.learnAges(name, filter, reading, revision)) {
            revision = rows.revision(name, OptionalLong.empty());
        }
        String variant = variants.of(name, scope, filter, reading, revision);
        return new Stamp(revision, variant, freshness.checked(), freshness.staleness());
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
        PolicyFilter filter = filter(reading);
        return rows.view(name, scope)
                .map(view -> filter.filter(view, scope, format, () -> rows.view(name, ViewScope.versions())))
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        Optional<LiveFile> stored = rows.file(path, reading.seen());
        if (stored.isPresent() && isUnruled(reading)) {
            return Optional.of(used(stored.get()));
        }
        Optional<FileOwner> owner = format.owner(path);
        PolicyFilter filter = filter(reading);
        if (stored.isEmpty()
                && owner.filter(known -> !isThere(known, path, filter, reading)).isPresent()) {
            return Optional.empty();
        }
        Optional<FileOwner> exempt = owner.flatMap(known -> demand(known, path, filter, reading));
        if (stored.isEmpty()) {
            if (owner.isEmpty() || !reading.mayAskUpstream() || refresher.isKnownAbsent(path.value())) {
                return Optional.empty();
            }
            // Another request may have fetched it since this one began.
            stored = reading.seen().isEmpty() ? stored : rows.file(path, OptionalLong.empty());
        }
        if (stored.isEmpty()) {
            return wanted(path, owner.orElseThrow(), filter).flatMap(file -> fetch(path, file, filter, reading));
        }
        FileRow row = stored.get().row();
        if (!filter.isEmpty() && owner.isPresent() && owner.get().version() == null) {
            // Its name does not tell the version it is of; its row does.
            exempt = rows.owner(row, owner.get().packageName()).flatMap(known -> demand(known, path, filter, reading));
        }
        exempt.ifPresent(served -> exemptions.note(served, path));
        return Optional.of(used(stored.get()));
    }

    private StoredFile used(LiveFile file) {
        uses.note(file.row().id());
        return new RowFile(file.view(), engine.reader(), origin);
    }

    private Optional<StoredFile> fetch(FilePath path, UpstreamFile file, PolicyFilter filter, Reading reading) {
        Optional<FileOwner> exempt = demand(file.owner(), path, filter, reading);
        askHost(file.owner(), path, reading);
        if (reading.wantsLengthOnly() && !fetcher.isChecked(path)) {
            OptionalLong length = fetcher.peek(path, file);
            if (length.isPresent()) {
                return Optional.of(new PeekedFile(path, length.getAsLong(), origin, () -> fetch(path, file)));
            }
        }
        Fetch fetch = fetcher.fetch(path, file);
        exempt.ifPresent(served -> fetch.whenStored(() -> exemptions.note(served, path)));
        // That a version is exempt is told in its row.
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

    private void askHost(FileOwner owner, FilePath path, Reading reading) {
        PackagePolicy.Candidate candidate = new PackagePolicy.Candidate(
                definition,
                owner.packageName(),
                owner.version(),
                path,
                reading.caller().name());
        engine.demand(candidate);
    }

    /**
     * Refuses a file of a version that is hidden; a version is judged by when it appeared, which may have to be learned first.
     *
     * @return the owner, if it is not hidden only because it is exempt
     */
    private Optional<FileOwner> demand(FileOwner owner, FilePath path, PolicyFilter filter, Reading reading) {
        String version = owner.version();
        if (filter.isEmpty() || version == null) {
            return Optional.empty();
        }
        PackageName name = owner.packageName();
        if (!filter.needsAges()) {
            filter.demand(name, version, Instant.EPOCH);
            return Optional.empty();
        }
        Instant published = published(owner, path, reading).orElseGet(engine::now);
        filter.demand(name, version, published);
        Optional<FileAge> age = hasAge(path) ? format.age(path, rows.manifest(owner)) : Optional.empty();
        age.ifPresent(own -> filter.demand(name, version, path, own));
        boolean exempt = filter.isExempted(name, version, published)
                || age.filter(own -> filter.isExempted(name, version, own.known()))
                        .isPresent();
        return exempt ? Optional.of(owner) : Optional.empty();
    }

    private boolean hasAge(FilePath path) {
        return format.age(path, "").isPresent();
    }

    private Optional<Instant> published(FileOwner owner, FilePath path, Reading reading) {
        String version = owner.version();
        // What tells the ages of a version's files may be a document about that version alone.
        ViewScope scope = version != null && hasAge(path) ? ViewScope.version(version) : ViewScope.versions();
        try {
            stamp(owner.packageName(), scope, reading);
        } catch (UpstreamFailedException unknown) {
            // Then what is stored decides.
        }
        return rows.published(owner);
    }

    /**
     * Tells whether there is anything to judge of what is asked for and not stored. A version that is in no document may still be there, as are those
     * that an upstream's metadata lost, and it may be nowhere: a client that is refused what is nowhere does not ask its next repository, nor does a group.
     */
    private boolean isThere(FileOwner owner, FilePath path, PolicyFilter filter, Reading reading) {
        String version = owner.version();
        if (version == null
                || !filter.needsAges()
                || filter.refusal(owner.packageName(), version, Instant.EPOCH).isPresent()
                || published(owner, path, reading).isPresent()) {
            return true;
        }
        if (!reading.mayAskUpstream() || refresher.isKnownAbsent(path.value())) {
            return false;
        }
        Optional<UpstreamFile> file = wanted(path, owner);
        boolean found = file.isPresent()
                && ages.seek(owner.packageName(), version, file.get().location());
        if (file.isPresent() && !found) {
            refresher.rememberAbsence(path.value());
        }
        return found;
    }

    /** Finds what to ask the upstream for; who needs no ages needs no more of the package than one version. */
    private Optional<UpstreamFile> wanted(FilePath path, FileOwner owner, PolicyFilter filter) {
        return filter.needsAges() ? wanted(path, owner) : versions.find(path, owner, () -> wanted(path, owner));
    }

    /**
     * Finds what to ask the upstream for by what is known of the package. What its document does not tell of may have come since, or the document may be old because the upstream fails: before
     * a file counts as absent, and another member of a group or another repository is asked in its place, the upstream has to confirm the document.
     *
     * @throws UpstreamFailedException if it does not
     */
    private Optional<UpstreamFile> wanted(FilePath path, FileOwner owner) {
        Instant since = engine.now();
        Optional<UpstreamFile> told = codec.file(path, repositories.get(definition.name()));
        if (told.isPresent()
                || !codec.document(owner.packageName(), ViewScope.versions())
                        .filter(document -> refresher.confirm(document, since))
                        .isPresent()) {
            return told;
        }
        Optional<UpstreamFile> toldNow = codec.file(path, repositories.get(definition.name()));
        if (toldNow.isEmpty()) {
            refresher.rememberAbsence(path.value());
        }
        return toldNow;
    }

    @Override
    public boolean holds(PackageName name, Reading reading) {
        return false;
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        fetcher.settle();
        PolicyFilter filter = filter(reading);
        return filter.isEmpty()
                ? stored.packages(prefix, after, limit)
                : ShownHits.ordered(
                        after, limit, (from, size) -> stored.packages(prefix, from, size), hit -> shown(hit, filter));
    }

    @Override
    public SearchPages search(String text, int offset, Reading reading) {
        fetcher.settle();
        PolicyFilter filter = filter(reading);
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
        return stored.list(directory, after, limit, filter(reading));
    }

    @Override
    public List<Block> blocks(PackageName packageName, Reading reading) {
        return isUnruled(reading) ? List.of() : filter(reading).blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        if (definition.upstream().offline()
                || !reading.mayAskUpstream()
                || reading.moment().isPresent()) {
            return List.of();
        }
        return List.of(new ProxyLink(
                definition.name(), client, filter(reading), engine.limits().maxDocumentSize()));
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
