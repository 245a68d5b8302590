package io.artispace.core.repository;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.access.Caller;
import io.artispace.core.access.Rights;
import io.artispace.core.document.Documents;
import io.artispace.core.document.ServedDocument;
import io.artispace.core.document.Stamp;
import io.artispace.core.engine.Engine;
import io.artispace.core.publication.Author;
import io.artispace.core.publication.CorePublication;
import io.artispace.format.Document;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A repository of any kind: answers from its source, keeps what it renders, and writes through publications. */
final class CoreRepository implements ServedRepository {
    private static final int MAX_PAGE = 1000;
    private static final int MAX_LISTING = 10_000;

    private final Core core;
    private final Reading reading;

    CoreRepository(Core core, Reading reading) {
        this.core = core;
        this.reading = reading;
    }

    /**
     * What stays the same whoever reads.
     *
     * @param engine what repositories share
     * @param others the registry's repositories
     * @param id the repository's row
     * @param definition what it is
     * @param format its format
     * @param source where its answers come from
     * @param documents what it rendered
     */
    record Core(
            Engine engine,
            Repositories others,
            long id,
            RepositoryDefinition definition,
            PackageFormat format,
            Source source,
            Documents documents) {}

    @Override
    public long id() {
        return core.id();
    }

    @Override
    public Source source() {
        return core.source();
    }

    @Override
    public RepositoryDefinition definition() {
        return core.definition();
    }

    @Override
    public InstantSource clock() {
        return core.engine().clock();
    }

    @Override
    public PackageFormat packageFormat() {
        return core.format();
    }

    @Override
    public Reading reading() {
        return reading;
    }

    @Override
    public ServedRepository reading(Reading other) {
        return new CoreRepository(core, other);
    }

    @Override
    public Rights rights(Caller caller) {
        return new Rights(core.engine().access(), caller);
    }

    @Override
    public Caller caller() {
        return reading.caller();
    }

    @Override
    public Repository as(Caller caller) {
        return new CallerRepository(name(), () -> this, rights(caller));
    }

    @Override
    public ServedRepository asOf(Instant instant) {
        return new CoreRepository(core, reading.asOf(instant));
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        Optional<Replayer> replayer = replayer();
        return replayer.isPresent()
                ? replayer.get().view(packageName, scope)
                : core.source().view(packageName, scope, reading);
    }

    private Optional<Replayer> replayer() {
        return reading.replay().map(replay -> new Replayer(core, reading, replay));
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        long revision = core.source().revision(packageName, reading);
        return revision == 0 ? OptionalLong.empty() : OptionalLong.of(revision);
    }

    @Override
    public Optional<ServedDocument> serve(PackageName packageName, Rendering rendering) {
        Stamp stamp = core.source()
                .stamp(packageName, rendering.scope(), reading)
                .with(reading.replay().map(Replay::edition).orElse(""));
        return stamp.isNothing()
                ? Optional.empty()
                : Optional.of(core.documents()
                        .find(packageName, rendering, stamp, () -> view(packageName, rendering.scope())));
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        return serve(packageName, rendering).flatMap(ServedDocument::plain);
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        Optional<Replayer> replayer = replayer();
        if (replayer.isPresent()) {
            return replayer.get().file(path);
        }
        Optional<StoredFile> file = core.source().file(path, reading);
        return reading.recorder()
                .<Optional<StoredFile>>map(recorder -> file.map(found -> new RecordedFile(found, name(), recorder)))
                .orElse(file);
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        checkPage("limit", limit, 1, MAX_PAGE);
        Optional<Replayer> replayer = replayer();
        return replayer.isPresent()
                ? replayer.get().packages(prefix, after, limit)
                : core.source().packages(prefix, after, limit, reading);
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        checkPage("offset", offset, 0, MAX_LISTING);
        checkPage("limit", limit, 1, MAX_PAGE);
        return pages(text, offset).next(limit);
    }

    @Override
    public SearchPages search(String text) {
        SearchPages pages = pages(text, 0);
        return limit -> {
            checkPage("limit", limit, 1, MAX_PAGE);
            return pages.next(limit);
        };
    }

    private SearchPages pages(String text, int offset) {
        Optional<Replayer> replayer = replayer();
        return replayer.isPresent()
                ? replayer.get().search(text, offset)
                : core.source().search(text, offset, reading);
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        checkPage("limit", limit, 1, MAX_LISTING);
        if (!directory.isEmpty()) {
            FilePath.of(directory);
        }
        return replayer()
                .map(replayer -> replayer.list(directory, after, limit))
                .orElseGet(() -> core.source().list(directory, after, limit, reading));
    }

    private void checkPage(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidInputException("Cannot read a page of " + Quote.of(name()) + " with " + what + " " + value
                    + ": it must be " + min + " to " + max + ".");
        }
    }

    @Override
    public List<Block> blocks(PackageName packageName) {
        return core.source().blocks(packageName, reading);
    }

    @Override
    public List<UpstreamLink> upstreams() {
        return core.source().upstreams(reading);
    }

    @Override
    public Optional<ServedRepository> findDestination() {
        if (reading.moment().isPresent() || reading.replay().isPresent()) {
            return Optional.empty();
        }
        if (core.definition() instanceof Hosted) {
            return Optional.of(this);
        }
        return core.definition() instanceof Group group
                ? group.publicationTarget()
                        .flatMap(core.others()::find)
                        .map(target -> target.reading(reading.writtenThrough(group)))
                : Optional.empty();
    }

    @Override
    public ServedRepository destination() {
        return findDestination().orElseThrow(() -> new ConflictException(whyReadOnly()));
    }

    @Override
    public Publication publish() {
        ServedRepository destination = destination();
        return destination == this
                ? new CorePublication(
                        core.engine(),
                        core.id(),
                        new Author(name(), reading.caller().name(), false),
                        core.format().digests(),
                        new PublicationRules(core.engine(), core.definition(), core.format(), reading),
                        () -> {})
                : destination.publish();
    }

    @Override
    public String whyReadOnly() {
        String repository = "Cannot publish into " + Quote.of(name()) + ": ";
        if (reading.moment().isPresent() || reading.replay().isPresent()) {
            return repository + "it is read as it stood before, or replayed. Publish into the repository itself.";
        }
        return core.definition() instanceof Group
                ? repository
                        + "it is a group without a target. Publish into one of its hosted members, or give the group a target."
                : repository + "it is a proxy, which holds what its upstream has. Publish into a hosted repository.";
    }
}
