package io.artispace.core.exchange;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.repository.ServedDocument;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.Stamp;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The repository as a format's handler is given it. It notes how old the documents are that the handler makes its answer of, so that the answer
 * can say it, whoever puts it together. Used by one thread.
 */
final class DatedRepository implements Repository {
    private final ServedRepository served;
    private @Nullable Stamp oldest;

    DatedRepository(ServedRepository served) {
        this.served = served;
    }

    /** Returns the stamp of that document which an upstream confirmed the longest ago; empty if none came from an upstream. */
    Optional<Stamp> oldest() {
        return Optional.ofNullable(oldest);
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        return served.serve(packageName, rendering).flatMap(this::noted);
    }

    private Optional<Document> noted(ServedDocument document) {
        Optional<Document> plain = document.plain();
        if (plain.isPresent()) {
            note(document.stamp());
        }
        return plain;
    }

    private void note(Stamp stamp) {
        Instant confirmed = stamp.checked();
        Stamp known = oldest;
        Instant before = known == null ? null : known.checked();
        if (confirmed != null && (before == null || confirmed.isBefore(before))) {
            oldest = stamp;
        }
    }

    @Override
    public RepositoryDefinition definition() {
        return served.definition();
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        return served.view(packageName, scope);
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        return served.revision(packageName);
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        return served.file(path);
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        return served.packages(prefix, after, limit);
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        return served.search(text, offset, limit);
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        return served.list(directory, after, limit);
    }

    @Override
    public Publication publish() {
        return served.publish();
    }

    @Override
    public Repository asOf(Instant instant) {
        return served.asOf(instant);
    }
}
