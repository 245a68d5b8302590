package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.access.Caller;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A repository that passes everything on to another one, for subclasses that add or change something. */
public abstract class DelegatingRepository implements Repository {
    /** Returns what does the work of a call. */
    protected abstract Repository repository();

    @Override
    public RepositoryDefinition definition() {
        return repository().definition();
    }

    @Override
    public Caller caller() {
        return repository().caller();
    }

    @Override
    public Repository as(Caller caller) {
        return repository().as(caller);
    }

    @Override
    public InstantSource clock() {
        return repository().clock();
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        return repository().view(packageName, scope);
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        return repository().revision(packageName);
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        return repository().document(packageName, rendering);
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        return repository().file(path);
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        return repository().packages(prefix, after, limit);
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        return repository().search(text, offset, limit);
    }

    @Override
    public SearchPages search(String text) {
        return repository().search(text);
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        return repository().list(directory, after, limit);
    }

    @Override
    public Publication publish() {
        return repository().publish();
    }

    @Override
    public Repository destination() {
        return repository().destination();
    }

    @Override
    public Repository asOf(Instant instant) {
        return repository().asOf(instant);
    }
}
