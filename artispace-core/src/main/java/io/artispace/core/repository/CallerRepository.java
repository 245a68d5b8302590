package io.artispace.core.repository;

import static java.util.stream.Collectors.toMap;

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
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.core.access.Rights;
import io.artispace.format.Document;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A repository in the name of a caller. What it reads is decided here, what it publishes when it is committed ({@link PublicationRules}),
 * and which members of groups it may read where these are read.
 */
final class CallerRepository extends DelegatingRepository {
    private final String name;
    private final Supplier<ServedRepository> now;
    private final Rights rights;
    private final Reading.Access access;

    /**
     * Creates the repository.
     *
     * @param name its name, which it has even when it is gone
     * @param now finds what is read and written; throws where it is gone
     * @param rights the caller's
     */
    CallerRepository(String name, Supplier<ServedRepository> now, Rights rights) {
        this.name = name;
        this.now = now;
        this.rights = rights;
        this.access = new CallerAccess(rights);
    }

    private record CallerAccess(Rights rights) implements Reading.Access {
        @Override
        public Caller caller() {
            return rights.caller();
        }

        @Override
        public boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject) {
            return rights.allow(Action.READ, member, subject);
        }

        @Override
        public void demandChange(Action action, RepositoryDefinition repository, PackageName subject) {
            rights.demand(action, repository, subject);
        }
    }

    @Override
    protected ServedRepository repository() {
        ServedRepository found = now.get();
        return found.reading(found.reading().in(access));
    }

    /** Returns the repository as it was found, to read a package of or, without one, to read as a whole, if the caller may. */
    private ServedRepository readable(ServedRepository found, @Nullable PackageName subject) {
        // A group's destination is read on behalf of the group.
        found.reading().writtenGroup().ifPresent(group -> rights.demand(Action.READ, group, subject));
        rights.demand(Action.READ, found.definition(), subject);
        return found;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Repository as(Caller caller) {
        return new CallerRepository(name, now, rights.of(caller));
    }

    @Override
    public Repository asOf(Instant instant) {
        return new CallerRepository(name, () -> now.get().asOf(instant), rights);
    }

    /** {@inheritDoc} Of notes about several packages, those about packages that the caller may read. */
    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope) {
        ServedRepository found = repository();
        return found.packageFormat().isNotes(packageName)
                ? readableNotes(found, packageName, scope)
                : readable(found, packageName).view(packageName, scope);
    }

    /** That there are notes would tell of packages that the caller may not read, if all of them are about such. */
    private Optional<PackageView> readableNotes(ServedRepository found, PackageName name, ViewScope scope) {
        return found.view(name, scope)
                .map(notes -> notes.withAttributes(readableNotes(found, notes)))
                .filter(notes -> !notes.attributes().isEmpty() || rights.allow(Action.READ, found.definition(), null));
    }

    private Map<String, String> readableNotes(ServedRepository found, PackageView notes) {
        PackageFormat format = found.packageFormat();
        return notes.attributes().entrySet().stream()
                .filter(note -> format.subject(notes.name(), note.getKey())
                        .filter(subject -> rights.allow(Action.READ, found.definition(), subject.packageName()))
                        .isPresent())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public OptionalLong revision(PackageName packageName) {
        ServedRepository found = repository();
        if (!found.packageFormat().isNotes(packageName)) {
            return readable(found, packageName).revision(packageName);
        }
        return readableNotes(found, packageName, ViewScope.versions())
                .map(notes -> OptionalLong.of(notes.revision()))
                .orElseGet(OptionalLong::empty);
    }

    /** {@inheritDoc} Of notes about several packages, to callers that may read the repository as a whole. */
    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        ServedRepository found = repository();
        boolean notes = found.packageFormat().isNotes(packageName);
        return readable(found, notes ? null : packageName).document(packageName, rendering);
    }

    @Override
    public Optional<StoredFile> file(FilePath path) {
        ServedRepository found = repository();
        PackageName owner =
                found.packageFormat().owner(path).map(FileOwner::packageName).orElse(null);
        return readable(found, owner).file(path);
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit) {
        return readable(repository(), null).packages(prefix, after, limit);
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit) {
        return readable(repository(), null).search(text, offset, limit);
    }

    @Override
    public SearchPages search(String text) {
        return readable(repository(), null).search(text);
    }

    @Override
    public Listing list(String directory, String after, int limit) {
        return readable(repository(), null).list(directory, after, limit);
    }

    @Override
    public Publication publish() {
        return repository().publish();
    }

    @Override
    public Repository destination() {
        ServedRepository destination = now.get().destination();
        return new CallerRepository(destination.name(), () -> destination, rights);
    }
}
