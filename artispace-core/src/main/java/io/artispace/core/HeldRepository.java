package io.artispace.core;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.document.ServedDocument;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.Source;
import io.artispace.format.Document;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A repository as the host holds it, which may be for as long as the registry is open. So each call asks the registry what the repository is by then:
 * rules that were changed meanwhile, by whatever process, count from the next call on, and one that was deleted is gone for those who hold it as well.
 */
final class HeldRepository implements ServedRepository {
    private final String name;
    private final long id;
    private final Supplier<ServedRepository> now;

    /**
     * Holds a repository.
     *
     * @param found what was found of it
     * @param now finds it again; throws where it is gone, or the registry is closed
     */
    HeldRepository(ServedRepository found, Supplier<ServedRepository> now) {
        this.name = found.name();
        this.id = found.id();
        this.now = now;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public RepositoryDefinition definition() {
        return now.get().definition();
    }

    @Override
    public PackageFormat packageFormat() {
        return now.get().packageFormat();
    }

    @Override
    public Source source() {
        return now.get().source();
    }

    @Override
    public Reading reading() {
        return now.get().reading();
    }

    @Override
    public ServedRepository reading(Reading reading) {
        return now.get().reading(reading);
    }

    @Override
    public ServedRepository asOf(Instant instant) {
        return new HeldRepository(this, () -> now.get().asOf(instant));
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        return now.get().view(packageName, scope);
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        return now.get().revision(packageName);
    }

    @Override
    public Optional<ServedDocument> serve(PackageName packageName, Rendering rendering) {
        return now.get().serve(packageName, rendering);
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        return now.get().document(packageName, rendering);
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        return now.get().file(path);
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        return now.get().packages(prefix, after, limit);
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        return now.get().search(text, offset, limit);
    }

    @Override
    public SearchPages search(String text) {
        return now.get().search(text);
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        return now.get().list(directory, after, limit);
    }

    @Override
    public List<Block> blocks(PackageName packageName) {
        return now.get().blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams() {
        return now.get().upstreams();
    }

    @Override
    public Publication publish() {
        return now.get().publish();
    }

    /** For one change, which is then made by the rules of one definition. */
    @Override
    public ServedRepository destination() {
        return now.get().destination();
    }

    @Override
    public Optional<ServedRepository> findDestination() {
        return now.get().findDestination();
    }

    @Override
    public String whyReadOnly() {
        return now.get().whyReadOnly();
    }
}
