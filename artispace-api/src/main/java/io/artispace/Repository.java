package io.artispace;

import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A repository. Whatever its kind, it answers one question: what do you know about package P? Thread-safe. This object holds no
 * resource of its own and may be kept as long as the registry is open: after an {@link Registry#update}, by this process or another, it
 * follows the new definition from the next call on. Its methods throw {@link IllegalStateException} after the registry was closed, and
 * {@link NotFoundException} after the repository was deleted, even if another of its name was created since; a publication that was
 * begun before fails in the same way when it is committed.
 *
 * <p>Every method throws {@link StorageFailedException} if a store fails, and {@link InvalidInputException} if a limit or an offset is out
 * of its range. A call in the name of a caller throws {@link DeniedException} where the access policy does not allow it.
 */
public interface Repository {
    /** {@return the definition in force} */
    RepositoryDefinition definition();

    /** {@return the definition's name} */
    default String name() {
        return definition().name();
    }

    /**
     * Returns in whose name this repository is read and written.
     *
     * @return the caller of {@link #as}; otherwise {@link Caller#host()}
     */
    Caller caller();

    /**
     * Returns this repository in the name of a caller, for a host that acts for users whom it knows. The registry's access policy is asked
     * as it is asked about requests: when something is read, about the package or, for lists and searches, about the repository as a whole
     * and about each package that they show; whenever a publication is committed, about each package that it changes, in the group and in
     * its target. It needs {@link
     * Action#DELETE} where it removes files or versions, and {@link Action#PUBLISH} for everything else, also for a mere {@linkplain
     * PackageChanges#expectRevision condition}. What is not allowed is a {@link DeniedException}, whether or not it is there, and a
     * publication then changes nothing. Members of groups are shown if the caller may read them, and events name the caller. The formats'
     * entries such as {@code Maven.in} work on it as on any repository.
     *
     * <p>Definition and clock may be read by everybody. Other repositories are looked up in the registry, so in the name of the host.
     *
     * @param caller who; replaces another one
     * @return the repository in that name
     */
    Repository as(Caller caller);

    /**
     * Returns the registry's source of time, by which everything in it is dated.
     *
     * @return the clock that the registry was built with, which tells today's time in a repository as of an instant, too
     */
    InstantSource clock();

    /**
     * Returns what is known of a package. A proxy asks its upstream when what it knows is older than its definition allows, and answers
     * with what it knows when the upstream fails.
     *
     * @param packageName the package
     * @param scope how much of it
     * @return the view at one revision; empty if nothing of the package is there
     * @throws UpstreamFailedException if the upstream fails and nothing is known of the package
     */
    Optional<PackageView> view(PackageName packageName, ViewScope scope);

    /**
     * Returns the revision of a package, also of one that was removed. A proxy answers from what it has stored, without asking its
     * upstream.
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
     * Looks a file up. A proxy that does not hold it fetches it. A small file (up to 256 KiB) is stored when this returns. A larger one can
     * be read while it arrives: reading waits for bytes that have not come yet, and does not return the last one before the file is stored.
     * (Over HTTP a file is sent as soon as it is checked, and stored meanwhile. Lists, searches and evictions wait until it is stored.)
     *
     * @param path its path
     * @return the file; empty if it is not there. If it is there and its bytes are missing, that is a {@link StorageFailedException}
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
     * Goes through all packages that hold a version or a file, ordered by name. They are read a page at a time, the next page when the one
     * before was consumed: so memory holds one page, and a package that is published meanwhile is found if its name comes later.
     *
     * @param prefix what their names begin with; may be empty
     * @return the packages; nothing has to be closed
     */
    default Stream<SearchHit> packages(String prefix) {
        // A small page, since packages have large attributes, such as readmes.
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
     * Searches as {@link #search(String, int, int)} does, page by page, the best first. Use this to read many pages: to skip to an offset
     * costs as much as to read everything before it. It looks at the best 100,000, those that the caller may not read among them.
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
     * Returns where {@link #publish()} publishes: the repository itself, or a group's target. To compute changes from a view, take the
     * destination's view: the group's has versions of other members, and revisions of its own. Ask for the destination anew for each
     * change, since the returned object does not follow later changes of the group's definition.
     *
     * @return a hosted repository
     * @throws ConflictException if nothing can be published here, as {@link #publish()} does
     */
    Repository destination();

    /**
     * Returns the repository as it stood at an instant, read-only: with the versions, files and tags that were there then. A proxy shows
     * the versions that its upstream had published by then, whether or not they were cached; one whose time of publication is not known is
     * not shown. Attributes are today's. {@link #packages} and {@link #search} find only packages of which something is still there today,
     * and search by today's words.
     *
     * @param instant the moment, inclusive
     * @return the repository then; its {@link #publish()} throws {@link ConflictException}
     */
    Repository asOf(Instant instant);
}
