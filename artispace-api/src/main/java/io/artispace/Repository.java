package io.artispace;

import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A repository. Whatever its kind, it answers one question: what do you know about package P? Thread-safe; holds no resource of its
 * own, so it may be held as long as the registry is open: an {@link Registry#update}, by this process or another, counts from the next call on. It is
 * of no use after the registry was closed ({@link IllegalStateException}) or the repository deleted ({@link NotFoundException}), even if another of
 * its name was created since. What was begun before is refused, too, when it is committed.
 *
 * <p>Every method throws {@link StorageFailedException} if a store fails. A call in the name of a caller throws
 * {@link DeniedException} where the access policy does not allow it.
 */
public interface Repository {
    /**
     * Returns the definition in force.
     *
     * @return the definition
     */
    RepositoryDefinition definition();

    /**
     * Returns the name.
     *
     * @return the definition's name
     */
    default String name() {
        return definition().name();
    }

    /**
     * Returns the registry's source of time, by which everything in it is dated.
     *
     * @return the clock that the registry was built with; of a repository as of an instant, too, it is today's
     */
    InstantSource clock();

    /**
     * Returns what is known of a package. A proxy asks its upstream when what it knows is older than its definition allows, and answers with
     * what it knows when the upstream fails.
     *
     * @param packageName the package
     * @param scope how much of it
     * @return the view at one revision; empty if nothing of the package is there
     * @throws UpstreamFailedException if the upstream fails and nothing is known of the package
     */
    Optional<PackageView> view(PackageName packageName, ViewScope scope);

    /**
     * Returns the revision of a package, also of one that was removed. Of what proxies know already: no upstream is asked, nor told the name.
     *
     * @param packageName the package
     * @return the revision; empty if there never was such a package here
     */
    OptionalLong revision(PackageName packageName);

    /**
     * Returns a document, rendered or from the cache.
     *
     * @param packageName the package
     * @param rendering which document
     * @return the document; empty if there is no such package or the rendering finds nothing to say about it
     */
    Optional<Document> document(PackageName packageName, Rendering rendering);

    /**
     * Looks a file up. A proxy that does not hold it fetches it. A small one (up to 256 KiB) is stored when this returns; of a larger one reading waits for what
     * has not come yet, and for its last byte until it is stored. (What is asked for over HTTP is given out as soon as it is checked, and stored meanwhile; lists,
     * searches and evictions here wait for that, too.)
     *
     * @param path its path
     * @return the file; empty if it is not there (never because its bytes are missing: that is a {@link StorageFailedException})
     * @throws UpstreamFailedException if a proxy has to ask its upstream for it and cannot
     * @throws DeniedException if a policy refuses the file; the message says why
     */
    Optional<StoredFile> file(FilePath path);

    /**
     * Pages through the packages that hold a version or a file, ordered by name.
     *
     * @param prefix what their names begin with; may be empty
     * @param after the last name of the page before; empty to begin
     * @param limit 1 to 1,000
     * @return the packages
     */
    List<SearchHit> packages(String prefix, String after, int limit);

    /**
     * Goes through all packages that hold a version or a file, ordered by name, a page at a time: the next is read when the one before was consumed, so
     * what is published meanwhile is found if its name comes later. Memory holds one page, whatever there is.
     *
     * @param prefix what their names begin with; may be empty
     * @return the packages; nothing has to be closed
     */
    default Stream<SearchHit> packages(String prefix) {
        // Packages bring their attributes along, readmes among them.
        int limit = 100;
        return Stream.iterate(
                        packages(prefix, "", limit),
                        page -> !page.isEmpty(),
                        page -> page.size() < limit
                                ? List.of()
                                : packages(prefix, page.get(limit - 1).name().value(), limit))
                .flatMap(List::stream);
    }

    /**
     * Searches names, descriptions and keywords of the packages that hold a version or a file for words beginning with those of the text.
     *
     * @param text any text; without a word in it, every package is found
     * @param offset how many of the best to leave out, 0 to 10,000
     * @param limit 1 to 1,000
     * @return the packages, best first
     */
    List<SearchHit> search(String text, int offset, int limit);

    /**
     * Searches as {@link #search(String, int, int)} does, page by page from the best on. To read many pages, ask here: one that is asked for by its
     * offset costs what all before it cost.
     *
     * @param text any text; without a word in it, every package is found
     * @return the pages; of a group, those of the best 10,000
     */
    SearchPages search(String text);

    /**
     * Lists a directory.
     *
     * @param directory the directory's path without slashes at its ends; empty for the top
     * @param after the last name of the page before, that of a directory with a slash at its end; empty to begin
     * @param limit 1 to 10,000
     * @return the page; empty lists if there is nothing below
     */
    Listing list(String directory, String after, int limit);

    /**
     * Begins a publication, the one way to write. A group passes it on to its target.
     *
     * @return a publication that the caller closes
     * @throws ConflictException if nothing can be published here: into a proxy, a group without a target, or a repository as of an instant
     */
    Publication publish();

    /**
     * Returns where {@link #publish()} publishes: the repository itself, or a group's target. Whoever computes changes from a view takes that of the
     * destination: a group's has other members' versions, and revisions of its own. Ask for each change anew: what is returned keeps the definition that
     * it had.
     *
     * @return a hosted repository
     * @throws ConflictException if nothing can be published here, as {@link #publish()} does
     */
    Repository destination();

    /**
     * Returns the repository as it stood at an instant: with the versions, files and tags that were there then, read-only. What a proxy
     * stands for is shown by the times of publication that its upstream tells, whether or not it was cached then; a version whose
     * time is not known is not shown. Attributes are today's; and {@link #packages} and {@link #search} find, by today's words, packages of which
     * something is there today, too.
     *
     * @param instant the moment, inclusive
     * @return the repository then; its {@link #publish()} throws {@link ConflictException}
     */
    Repository asOf(Instant instant);
}
