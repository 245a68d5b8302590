package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Listing;
import io.artispace.NotFoundException;
import io.artispace.Origin;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.document.Stamp;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.view.LiveFile;
import io.artispace.core.view.PackageRowsCache;
import io.artispace.core.view.RowFile;
import io.artispace.core.view.Rows;
import io.artispace.core.view.ShownHits;
import io.artispace.core.view.ShownPages;
import io.artispace.core.view.StoredPackages;
import io.artispace.core.view.ViewReader;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamLink;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.policy.Block;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was published into a repository, read from its rows: those that are there, or those that were there at an instant. */
public final class HostedSource implements Source {
    private final Engine engine;
    private final long id;
    private final ViewReader views;
    private final RepositoryDefinition definition;
    private final PackageFormat format;
    private final Origin origin;
    private final StoredPackages stored;

    /**
     * Creates a source.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param definition what the repository is
     * @param format its format
     */
    public HostedSource(Engine engine, long id, RepositoryDefinition definition, PackageFormat format) {
        this.engine = engine;
        this.id = id;
        this.views = new ViewReader(new PackageRowsCache(engine.cache()));
        this.definition = definition;
        this.format = format;
        this.origin = new Origin(definition.name(), null);
        this.stored = new StoredPackages(engine, id, format);
    }

    private PolicyFilter filter(Reading reading) {
        return reading.filter(definition, engine.now());
    }

    @Override
    public Stamp stamp(PackageName packageName, ViewScope scope, Reading reading) {
        Stamp stamp = Stamp.of(revision(packageName, reading))
                .with(reading.moment().map(Instant::toString).orElse(""));
        return reading.isUnruled(definition)
                ? stamp
                : stamp.with(filter(reading).fingerprint());
    }

    @Override
    public long revision(PackageName packageName, Reading reading) {
        return stored.revision(packageName, reading.seen());
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope, Reading reading) {
        When when = when(packageName, reading);
        return engine.metadata()
                .read(reader -> there(reader, packageName, scope, when)
                        .map(view -> filter(reading)
                                .filter(
                                        view,
                                        scope,
                                        format,
                                        () -> there(reader, packageName, ViewScope.versions(), when))));
    }

    /**
     * As of when a package is read.
     *
     * @param moment the reading's moment; empty for now
     * @param replayed when a sealed session served the last of the package's files; empty outside one
     * @param served the versions that the session served
     */
    private record When(Optional<Instant> moment, Optional<Instant> replayed, Set<String> served) {}

    /** Found out before the package is read, since the ledger has to be read for it. */
    private static When when(PackageName packageName, Reading reading) {
        return new When(
                reading.moment(),
                reading.replayedMoment(packageName),
                reading.replay().map(replay -> replay.versions(packageName)).orElse(Set.of()));
    }

    private Optional<PackageView> there(MetadataReader reader, PackageName packageName, ViewScope scope, When when) {
        Optional<PackageView> there = there(reader, packageName, scope, when.moment());
        if (when.replayed().isEmpty()) {
            return there;
        }
        Instant replayed = when.replayed().get();
        Instant moment = when.moment().filter(replayed::isAfter).orElse(replayed);
        Optional<PackageView> then = there(reader, packageName, scope, Optional.of(moment));
        Set<String> needed = names(there);
        needed.retainAll(when.served());
        // A session that was recorded elsewhere may tell of versions that were published here only since.
        return names(then).containsAll(needed) ? then : there;
    }

    private static Set<String> names(Optional<PackageView> view) {
        return view.stream()
                .flatMap(there -> there.versions().stream())
                .map(VersionView::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<PackageView> there(
            MetadataReader reader, PackageName packageName, ViewScope scope, Optional<Instant> moment) {
        return moment.isPresent()
                ? views.readAsOf(reader, id, packageName, scope, moment.get(), format)
                : views.read(reader, id, packageName, scope);
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        demand(path, reading);
        Optional<Instant> moment = reading.moment();
        Optional<FileView> view = moment.isPresent()
                ? engine.metadata()
                        .read(reader -> fileAsOf(reader, path, moment.get()))
                        .map(Rows::fileView)
                : stored.file(path, reading.seen()).map(LiveFile::view);
        return view.map(found -> new RowFile(found, engine.reader(), origin));
    }

    /**
     * Finds a file as of an instant. One that was removed since can be read as long as its bytes are there. If they were collected, that is
     * no damage, and it does not make another member answer either.
     */
    private Optional<FileRow> fileAsOf(MetadataReader reader, FilePath path, Instant moment) {
        Optional<FileRow> row = reader.findFileAsOf(id, path.value(), moment);
        boolean collected = row.filter(found -> !found.isLive())
                .flatMap(found -> reader.findBlob(found.digests().sha256()))
                .filter(blob -> blob.state() != BlobRow.State.LIVE)
                .isPresent();
        if (collected) {
            throw new NotFoundException("The file " + Quote.of(path) + " was in the repository "
                    + Quote.of(definition.name()) + " at " + moment
                    + ", but it was removed later, and its bytes were collected. Read as of now, or publish it again.");
        }
        return row;
    }

    private void demand(FilePath path, Reading reading) {
        if (reading.isUnruled(definition)) {
            return;
        }
        PolicyFilter filter = filter(reading);
        if (!filter.isEmpty()) {
            format.owner(path).ifPresent(owner -> {
                String version = owner.version();
                if (version != null) {
                    filter.demand(owner.packageName(), version, Instant.EPOCH);
                }
            });
        }
    }

    /** Whether a package has versions at a revision. */
    private record Held(long repositoryId, String packageName, long revision) {}

    /** {@inheritDoc} As of an instant, what was there then counts as well as what is there now. */
    @Override
    public boolean holds(PackageName packageName, Reading reading) {
        return holdsNow(packageName, reading)
                || reading.moment()
                        .filter(moment -> heldAsOf(packageName, moment))
                        .isPresent();
    }

    private boolean heldAsOf(PackageName packageName, Instant moment) {
        return engine.metadata()
                .read(reader -> reader.findPackage(id, packageName.value())
                        .filter(row -> !reader.versionsAsOf(row.id(), moment, Manifests.WITHOUT)
                                .isEmpty())
                        .isPresent());
    }

    /**
     * Costs one look-up, since this is asked for each file that a group serves; whether there are versions is cached under the revision.
     */
    private boolean holdsNow(PackageName packageName, Reading reading) {
        long revision = revision(packageName, reading);
        if (revision == 0) {
            return false;
        }
        Held key = new Held(id, packageName.value(), revision);
        return engine.cache().find(key, Boolean.class).orElseGet(() -> {
            boolean held = engine.metadata()
                    .<Boolean>read(reader -> reader.findPackage(id, packageName.value())
                            .filter(row -> !reader.versions(row.id(), Manifests.WITHOUT)
                                    .isEmpty())
                            .isPresent());
            engine.cache().put(key, held, 0);
            return held;
        });
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        PolicyFilter filter = filter(reading);
        return isPlain(filter, reading)
                ? stored.packages(prefix, after, limit, reading.readableOf(definition))
                : ShownHits.ordered(
                        after,
                        limit,
                        (from, size) -> stored.packages(prefix, from, size, reading.readableOf(definition)),
                        hit -> shown(hit, filter, reading));
    }

    @Override
    public SearchPages search(String text, int offset, Reading reading) {
        PolicyFilter filter = filter(reading);
        Predicate<PackageName> readable = reading.readableOf(definition);
        if (reading.replay().isPresent()) {
            // What may be shown of a package, removed or not, is found out where it is replayed.
            return stored.search(text, offset, readable, true);
        }
        return isPlain(filter, reading)
                ? stored.search(text, offset, readable, false)
                : ShownPages.after(
                        offset,
                        new ShownPages(stored.search(text, 0, readable, false), hit -> shown(hit, filter, reading)));
    }

    private static boolean isPlain(PolicyFilter filter, Reading reading) {
        return filter.isEmpty() && reading.moment().isEmpty();
    }

    /** Shows a package under rules or as of an instant: it is described by what is left of it, and left out if nothing is. */
    private Optional<SearchHit> shown(SearchHit hit, PolicyFilter filter, Reading reading) {
        Optional<PackageView> there =
                engine.metadata().read(reader -> there(reader, hit.name(), ViewScope.everything(), reading.moment()));
        return there.flatMap(view -> {
            PackageView left = filter.filter(view, ViewScope.everything(), format);
            boolean whole = left.versions().size() == view.versions().size();
            if (left.versions().isEmpty() || whole && reading.moment().isEmpty()) {
                return whole ? Optional.of(hit) : Optional.empty();
            }
            return Optional.of(new SearchHit(hit.name(), hit.revision(), left.modified(), format.summary(left)));
        });
    }

    @Override
    public Listing list(String directory, String after, int limit, Reading reading) {
        return stored.list(directory, after, limit, filter(reading), reading.readableOf(definition), reading.moment());
    }

    @Override
    public List<Block> blocks(PackageName packageName, Reading reading) {
        return reading.isUnruled(definition) ? List.of() : filter(reading).blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        return List.of();
    }
}
