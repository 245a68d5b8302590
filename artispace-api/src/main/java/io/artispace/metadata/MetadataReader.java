package io.artispace.metadata;

import io.artispace.blob.Digest;
import io.artispace.event.RegistryEvent;
import io.artispace.ledger.LedgerEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be read within one {@linkplain MetadataStore#read snapshot} or {@linkplain MetadataStore#write transaction}.
 *
 * <p>All answers of one snapshot are of one moment; within a transaction they include its own changes. "Empty" always means that there
 * is nothing, never that the store failed: a failure ends the whole work with {@link io.artispace.StorageFailedException}. Names are
 * compared by their characters, case-sensitively. Lists are unmodifiable, ordered as said (keys by {@link io.artispace.NameOrder}), and
 * paged by key: ask for what comes after the last key of the page before. Not every database can hold U+0000 or half of a surrogate pair: a
 * text with one is refused with {@link io.artispace.InvalidInputException}, whether it is looked for or written. Used by the thread that
 * runs the work, and not after it, when every method throws {@link IllegalStateException}.
 */
public interface MetadataReader {
    /**
     * Lists all repositories, ordered by name.
     *
     * @return the rows
     */
    List<RepositoryRow> repositories();

    /**
     * Returns a number that grows with every change of a repository's, a user's or a token's row: what was read of them can be cached as
     * long as it stays the same. Cheap.
     *
     * @return the number; 0 in a new store
     */
    long configurationRevision();

    /**
     * Looks a package up by name. A package that was removed has a row, too.
     *
     * @param repositoryId the repository
     * @param name its name
     * @return the row
     */
    Optional<PackageRow> findPackage(long repositoryId, String name);

    /**
     * Returns the revision of a package: the one look-up that a cached document costs.
     *
     * @param repositoryId the repository
     * @param name its name
     * @return the revision; 0 if there is no such package
     */
    long packageRevision(long repositoryId, String name);

    /**
     * Looks packages up by name. Those that were removed have rows, too.
     *
     * @param repositoryId the repository
     * @param names their names, any number of them
     * @return the rows of those that there are, in no order
     */
    List<PackageRow> packages(long repositoryId, Collection<String> names);

    /**
     * Pages through the names of the packages that have at least one version or file. Packages that have only attributes are left out:
     * users do not know them.
     *
     * @param repositoryId the repository
     * @param prefix what the names begin with; may be empty
     * @param after the last name of the page before; empty to begin
     * @param limit the most names to return, 1 or more
     * @return the names, ordered
     */
    List<String> packageNames(long repositoryId, String prefix, String after, int limit);

    /**
     * Finds packages with at least one version or file whose name, {@code description} or {@code keywords} attribute holds words beginning
     * with every word of the text, case-insensitively; a name counts more than a description. Characters that are neither letters nor
     * digits separate words; no character has a special meaning. A text without any word finds every package, ordered by name.
     *
     * @param repositoryId the repository
     * @param text what to look for
     * @param removed whether packages are found, too, that have no version and no file any more
     * @param offset how many of the best to leave out, 0 or more
     * @param limit the most names to return, 1 or more
     * @return the names, best first; ties ordered by name
     */
    List<String> search(long repositoryId, String text, boolean removed, int offset, int limit);

    /**
     * Lists the versions of a package that are there, in the order in which they were published.
     *
     * @param packageId the package
     * @param manifests whether the rows hold the manifests
     * @return the rows
     */
    List<VersionRow> versions(long packageId, Manifests manifests);

    /**
     * Lists the versions of a package written or removed after a revision, ordered by id: what a view of that revision lacks.
     *
     * @param packageId the package
     * @param revision the revision already known
     * @return the rows with manifests, live and removed
     */
    List<VersionRow> versionsChangedSince(long packageId, long revision);

    /**
     * Looks up the newest row of a version name, whether it is there or was removed.
     *
     * @param packageId the package
     * @param name the version
     * @return the row with its manifest
     */
    Optional<VersionRow> findVersion(long packageId, String name);

    /**
     * Looks a version up by its id, whether it is there or was removed.
     *
     * @param id the row's id
     * @param manifests whether the row holds the manifest
     * @return the row
     */
    Optional<VersionRow> findVersion(long id, Manifests manifests);

    /**
     * Lists the files of a package that are there, ordered by path.
     *
     * @param packageId the package
     * @return the rows, those of versions and those of the package alone
     */
    List<FileRow> files(long packageId);

    /**
     * Lists the files of a package added or removed after a revision, ordered by id: what a view of that revision lacks.
     *
     * @param packageId the package
     * @param revision the revision already known
     * @return the rows, live and removed
     */
    List<FileRow> filesChangedSince(long packageId, long revision);

    /**
     * Lists the files of a version that are there, ordered by path.
     *
     * @param versionId the version
     * @return the rows
     */
    List<FileRow> filesOfVersion(long versionId);

    /**
     * Looks up the newest row of a path, whether the file is there or was removed.
     *
     * @param repositoryId the repository
     * @param path the path
     * @return the row
     */
    Optional<FileRow> findFile(long repositoryId, String path);

    /**
     * Pages through the paths of the files that are there, ordered by path, by key.
     *
     * @param repositoryId the repository
     * @param prefix what the paths begin with; may be empty
     * @param after the last path of the page before; empty to begin. It need not be a path that is there
     * @param limit the most rows to return, 1 or more
     * @return the rows
     */
    List<FileRow> filesByPath(long repositoryId, String prefix, String after, int limit);

    /**
     * Returns the tags of a package.
     *
     * @param packageId the package
     * @return tags to version names
     */
    Map<String, String> tags(long packageId);

    /**
     * Looks a blob up.
     *
     * @param sha256 its digest
     * @return the row, in whatever state
     */
    Optional<BlobRow> findBlob(Digest sha256);

    /**
     * Pages through all blobs, ordered by digest.
     *
     * @param after the hexadecimal digest of the last row of the page before; empty to begin
     * @param limit the most rows to return, 1 or more
     * @return the rows
     */
    List<BlobRow> blobs(String after, int limit);

    /**
     * Looks a user up.
     *
     * @param name its name
     * @return the row
     */
    Optional<UserRow> findUser(String name);

    /**
     * Pages through the users, ordered by name.
     *
     * @param after the last name of the page before; empty to begin
     * @param limit the most rows to return, 1 or more
     * @return the rows
     */
    List<UserRow> users(String after, int limit);

    /**
     * Looks a token up by the hash of its secret.
     *
     * @param hash SHA-256, lower-case hexadecimal
     * @return the row, expired or not
     */
    Optional<TokenRow> findToken(String hash);

    /**
     * Lists a user's tokens, ordered by creation, then id.
     *
     * @param user the owner
     * @return the rows, expired or not
     */
    List<TokenRow> tokens(String user);

    /**
     * Reads the event log. An event that a reader has not seen never appears before one that it has seen.
     *
     * @param after the position of the last event known; 0 to begin
     * @param limit the most events to return, 1 or more
     * @return the events in the order of their positions
     */
    List<RegistryEvent> events(long after, int limit);

    /**
     * Returns the position of the last event, in the sense of {@link #events}: no event that is not seen yet gets one before it.
     *
     * @return the position; 0 if there is none
     */
    long lastEvent();

    /**
     * Lists the versions of a package that were there at an instant, in the order in which they were published. A version is there from its
     * publication on, inclusive, until its removal, exclusive.
     *
     * @param packageId the package
     * @param instant the moment
     * @param manifests whether the rows hold the manifests
     * @return the rows, live and removed
     */
    List<VersionRow> versionsAsOf(long packageId, Instant instant, Manifests manifests);

    /**
     * Lists the files of a package that were there at an instant, ordered by path. If a clock was set back, several files of one path may
     * fit: the last of them is the latest.
     *
     * @param packageId the package
     * @param instant the moment
     * @return the rows, live and removed
     */
    List<FileRow> filesAsOf(long packageId, Instant instant);

    /**
     * Lists the versions of a package that were there at an instant and are not there any more, in the order in which they were published.
     * A caller that has {@link #versions} already can put {@link #versionsAsOf} together from these and from those of {@link #versions}
     * that were published by then.
     *
     * @param packageId the package
     * @param instant the moment
     * @return the rows with their manifests, all removed
     */
    List<VersionRow> versionsGoneSince(long packageId, Instant instant);

    /**
     * Lists the files of a package that were there at an instant and are not there any more, in no particular order; see {@link
     * #versionsGoneSince}.
     *
     * @param packageId the package
     * @param instant the moment
     * @return the rows, all removed
     */
    List<FileRow> filesGoneSince(long packageId, Instant instant);

    /**
     * Looks up the file that was at a path at an instant.
     *
     * @param repositoryId the repository
     * @param path the path
     * @param instant the moment
     * @return the row, live or removed
     */
    Optional<FileRow> findFileAsOf(long repositoryId, String path, Instant instant);

    /**
     * Pages through the paths of the files that were there at an instant, ordered by path, by key.
     *
     * @param repositoryId the repository
     * @param prefix what the paths begin with; may be empty
     * @param after the last path of the page before; empty to begin. It need not be a path that was there
     * @param instant the moment
     * @param limit the most rows to return, 1 or more
     * @return the rows, live and removed
     */
    List<FileRow> filesByPathAsOf(long repositoryId, String prefix, String after, Instant instant, int limit);

    /**
     * Returns the tags of a package as they were at an instant.
     *
     * @param packageId the package
     * @param instant the moment
     * @return tags to version names
     */
    Map<String, String> tagsAsOf(long packageId, Instant instant);

    /**
     * Looks up what is known of an upstream's document.
     *
     * @param repositoryId the proxy
     * @param location the document
     * @return the row
     */
    Optional<UpstreamRow> findUpstream(long repositoryId, String location);

    /**
     * Lists the files of a repository that are there and whose use was noted, the longest unused first.
     *
     * @param repositoryId the repository
     * @param limit the most rows to return, 1 or more
     * @return the rows; ties ordered by the file's id
     */
    List<FileUseRow> leastRecentlyUsed(long repositoryId, int limit);

    /**
     * Returns the size of all files of a repository that are there and whose use was noted.
     *
     * @param repositoryId the repository
     * @return the sum in bytes, a blob counted as often as files name it
     */
    long storedBytes(long repositoryId);

    /**
     * Looks a session up.
     *
     * @param name its name
     * @return the row
     */
    Optional<SessionRow> findSession(String name);

    /**
     * Lists the sessions, ordered by name.
     *
     * @return the rows
     */
    List<SessionRow> sessions();

    /**
     * Reads a session's ledger, ordered by repository, path and digest.
     *
     * @param session the session's name
     * @return the entries
     */
    List<LedgerEntry> ledger(String session);

    /**
     * Reads what a session's ledger says of some paths of a repository, in no order.
     *
     * @param session the session's name
     * @param repository the repository that was asked
     * @param paths the paths, any number of them
     * @return the entries: several for a path that was served with several contents, none for one that was not served
     */
    List<LedgerEntry> ledger(String session, String repository, Collection<String> paths);

    /**
     * Pages through the paths of a repository in a session's ledger, each once, ordered by path.
     *
     * @param session the session's name
     * @param repository the repository that was asked
     * @param after the last path of the page before; empty to begin
     * @param limit the most paths to return, 1 or more
     * @return the paths
     */
    List<String> ledgerPaths(String session, String repository, String after, int limit);

    /** {@return what carries everything into another store, valid as long as this reader} */
    MetadataDump dump();
}
