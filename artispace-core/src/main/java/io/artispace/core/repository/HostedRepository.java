package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.access.Caller;
import io.artispace.exchange.Body;
import io.artispace.format.Document;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.PackageRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A hosted repository: answers from rows, writes through publications. */
final class HostedRepository implements ServedRepository {
    private static final int MAX_PAGE = 1000;
    private static final int MAX_LISTING = 10_000;

    private final Engine engine;
    private final long id;
    private final Hosted definition;
    private final PackageFormat format;
    private final ViewReader views;
    private final Documents documents;
    private final Caller caller;

    HostedRepository(Engine engine, long id, Hosted definition, PackageFormat format) {
        this.engine = engine;
        this.id = id;
        this.definition = definition;
        this.format = format;
        this.views = new ViewReader(new PackageRowsCache(engine.cache()));
        this.documents = new Documents(engine.metadata(), engine.cache(), views, id);
        this.caller = Caller.host();
    }

    private HostedRepository(HostedRepository other, Caller caller) {
        this.engine = other.engine;
        this.id = other.id;
        this.definition = other.definition;
        this.format = other.format;
        this.views = other.views;
        this.documents = other.documents;
        this.caller = caller;
    }

    long id() {
        return id;
    }

    @Override
    public Hosted definition() {
        return definition;
    }

    @Override
    public PackageFormat packageFormat() {
        return format;
    }

    @Override
    public Repository actingFor(Caller other) {
        return new HostedRepository(this, other);
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        return engine.metadata().read(reader -> views.read(reader, id, packageName, scope));
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        long revision = engine.metadata().read(reader -> reader.packageRevision(id, packageName.value()));
        return revision == 0 ? OptionalLong.empty() : OptionalLong.of(revision);
    }

    @Override
    public Optional<ServedDocument> serve(PackageName packageName, Rendering rendering) {
        OptionalLong revision = revision(packageName);
        return revision.isEmpty()
                ? Optional.empty()
                : Optional.of(documents.find(packageName, rendering, revision.getAsLong()));
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        return serve(packageName, rendering).flatMap(ServedDocument::plain);
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        return engine.metadata()
                .read(reader -> reader.findFile(id, path.value()))
                .filter(FileRow::isLive)
                .map(row -> new File(ViewReader.fileView(row), engine.reader()));
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        checkPage("limit", limit, 1, MAX_PAGE);
        return engine.metadata().read(reader -> reader.packages(id, prefix, after, limit)).stream()
                .map(HostedRepository::hit)
                .toList();
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        checkPage("offset", offset, 0, MAX_LISTING);
        checkPage("limit", limit, 1, MAX_PAGE);
        return engine.metadata().read(reader -> reader.search(id, text, offset, limit)).stream()
                .map(HostedRepository::hit)
                .toList();
    }

    private static SearchHit hit(PackageRow row) {
        return new SearchHit(PackageName.of(row.name()), row.revision(), row.modified(), row.attributes());
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        checkPage("limit", limit, 1, MAX_LISTING);
        if (!directory.isEmpty()) {
            FilePath.of(directory);
        }
        return engine.metadata().read(reader -> new DirectoryReader(reader, id, directory).read(after, limit));
    }

    private void checkPage(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidInputException("Cannot read a page of " + Quote.of(name()) + " with " + what + " " + value
                    + ": it must be " + min + " to " + max + ".");
        }
    }

    @Override
    public Publication publish() {
        return new HostedPublication(
                engine, id, new PackageTransaction.Author(name(), caller.name()), format.digests());
    }

    /** A file of this repository; its bytes are looked for when they are asked for. */
    private record File(FileView view, BlobReader reader) implements StoredFile {
        @Override
        public Body body() {
            return reader.body(view.digests().sha256(), view.size(), "the file " + Quote.of(view.path()));
        }

        @Override
        public InputStream open() {
            try {
                return body().open();
            } catch (IOException e) {
                throw new StorageFailedException(
                        "Cannot read the file " + Quote.of(view.path()) + ": the blob store failed. Try again later.",
                        e);
            }
        }
    }
}
