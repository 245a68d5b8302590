package io.artispace.metadata;

import io.artispace.blob.Digest;
import io.artispace.event.RegistryEvent;
import io.artispace.ledger.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be changed within one {@linkplain MetadataStore#write transaction}. No method here decides anything: the rules are core's,
 * and the store keeps rows. Whatever a method changes is seen by the same transaction at once, and by others after its commit. What
 * changes or removes a row does nothing if that is not there. What adds to a row that is not there (a package to a repository, a version,
 * file or tag to a package, an entry to a session) ends the work with {@link io.artispace.StorageFailedException}; only a token's user
 * need not be there. Used by the thread that runs the work, and not after it.
 */
public interface MetadataWriter extends MetadataReader {
    /**
     * Adds a repository.
     *
     * @param row its row; the id is ignored
     * @return the stored row with its id
     * @throws io.artispace.ConflictException if the name is taken
     */
    RepositoryRow insertRepository(RepositoryRow row);

    /**
     * Writes the settings of a repository; kind, format, name and creation stay.
     *
     * @param id the repository
     * @param settings the new settings
     */
    void updateRepository(long id, Map<String, String> settings);

    /**
     * Looks a repository up and keeps it as it is until the transaction ends: meanwhile nobody changes or deletes it; others may hold it at
     * the same time. Call this before writing something that is right only under the present settings.
     *
     * @param id the repository
     * @return the row as it is now; empty if there is none, and then nothing is held
     */
    Optional<RepositoryRow> holdRepository(long id);

    /**
     * Deletes a repository with its packages, versions, files and tags, their history included. Blobs stay, for collection.
     *
     * @param id the repository
     */
    void deleteRepository(long id);

    /**
     * Finds or creates a package, and keeps every other writer of the same package waiting until this transaction ends.
     *
     * @param repositoryId the repository
     * @param name the package
     * @param now the creation time of a new row
     * @return the row; of revision 0 if it is new
     */
    PackageRow lockPackage(long repositoryId, String name, Instant now);

    /**
     * Writes a package's revision, time and attributes, and what search finds it by.
     *
     * @param row the row, with the id that {@link #lockPackage} returned
     */
    void updatePackage(PackageRow row);

    /**
     * Adds a version.
     *
     * @param row its row; the id is ignored
     * @return its id
     * @throws io.artispace.ConflictException if a version of that name is there
     */
    long insertVersion(VersionRow row);

    /**
     * Writes revision, time of publication, attributes and manifest of a version.
     *
     * @param row the row with its id
     */
    void updateVersion(VersionRow row);

    /**
     * Marks a version as removed. Its files and tags are not touched.
     *
     * @param id the version
     * @param revision the package's new revision
     * @param time when it went
     */
    void removeVersion(long id, long revision, Instant time);

    /**
     * Adds a file; its blob's row must be there and {@link BlobRow.State#LIVE}.
     *
     * @param row its row; the id is ignored, and so are size and the digests but SHA-256
     * @return its id
     * @throws io.artispace.ConflictException if a file of that path is there
     * @throws IllegalStateException if the blob's row is not there or not live
     * @throws io.artispace.InvalidInputException if the path is longer than the store can hold, which is 2,000 bytes of UTF-8 at the least
     */
    long insertFile(FileRow row);

    /**
     * Adds a file and puts its blob's row: what {@link #putBlob} and {@link #insertFile(FileRow)} do one after the other. A store that can
     * do both at once saves a statement for each file that is published.
     *
     * @param row its row, with size and digests; the id is ignored
     * @param touched when the blob was touched; its row is {@link BlobRow.State#LIVE} afterwards
     * @return its id
     * @throws io.artispace.ConflictException if a file of that path is there
     * @throws io.artispace.InvalidInputException if the path is longer than the store can hold, which is 2,000 bytes of UTF-8 at the least
     */
    default long insertFile(FileRow row, Instant touched) {
        putBlob(new BlobRow(row.digests(), row.size(), BlobRow.State.LIVE, touched));
        return insertFile(row);
    }

    /**
     * Adds a file as {@link #insertFile(FileRow, Instant)} does, but only if the repository has no file of that path and never had one. A
     * store that can look and add at once saves a look-up for each file that is published. If nothing is added, the blob's row may have
     * been put as one in use all the same: then the work has to fail, or to leave a file that names the blob.
     *
     * @param row its row, with size and digests; the id is ignored
     * @param touched when the blob was touched
     * @return its id; empty if nothing was added
     * @throws io.artispace.InvalidInputException if the path is longer than the store can hold, which is 2,000 bytes of UTF-8 at the least
     */
    default OptionalLong insertNewFile(FileRow row, Instant touched) {
        return findFile(row.repositoryId(), row.path()).isPresent()
                ? OptionalLong.empty()
                : OptionalLong.of(insertFile(row, touched));
    }

    /**
     * Marks a file as removed.
     *
     * @param id the file
     * @param revision the package's new revision
     * @param time when it went
     */
    void removeFile(long id, long revision, Instant time);

    /**
     * Points a tag to a version name, keeping in the history what it pointed to. Does nothing if it points there already.
     *
     * @param packageId the package
     * @param tag the tag
     * @param version the version name
     * @param revision the package's new revision
     * @param time when
     */
    void putTag(long packageId, String tag, String version, long revision, Instant time);

    /**
     * Removes a tag, keeping in the history what it pointed to. Does nothing if there is none.
     *
     * @param packageId the package
     * @param tag the tag
     * @param revision the package's new revision
     * @param time when
     */
    void removeTag(long packageId, String tag, long revision, Instant time);

    /**
     * Adds a blob's row, or writes state and touched time of the one that is there (and digests that were not known).
     *
     * @param row the row
     */
    void putBlob(BlobRow row);

    /**
     * Looks a blob up and keeps its state as it is until the transaction ends; others may hold it at the same time.
     *
     * @param sha256 its digest
     * @return the row as it is now, in whatever state; empty if there is none, and then nothing is held
     */
    Optional<BlobRow> holdBlob(Digest sha256);

    /**
     * Condemns blobs: sets those to {@link BlobRow.State#CONDEMNED} that are {@link BlobRow.State#LIVE}, were last touched before
     * {@code touchedBefore}, and are named by no file that is there, nor by one removed at or after {@code removedSince}, nor by a ledger.
     *
     * @param touchedBefore the end of the grace period
     * @param removedSince from when on removed files keep their blobs
     * @param limit the most blobs to condemn, 1 or more
     * @return the condemned rows
     */
    List<BlobRow> condemnBlobs(Instant touchedBefore, Instant removedSince, int limit);

    /**
     * Lists condemned blobs, ordered by digest: those whose deletion was interrupted are among them. None of them changes its state
     * by another transaction until this one ends, so their bytes may be deleted meanwhile; {@link #putBlob} waits.
     *
     * @param limit the most rows to return, 1 or more
     * @return the rows
     */
    List<BlobRow> condemnedBlobs(int limit);

    /**
     * Notes that the bytes of a blob were deleted: if it is still {@link BlobRow.State#CONDEMNED}, its row becomes
     * {@link BlobRow.State#DELETED}, or is deleted if no file, removed or not, names it.
     *
     * @param sha256 its digest
     */
    void forgetBlob(Digest sha256);

    /**
     * Looks a user up and keeps all users and their tokens as they are until the transaction ends: meanwhile nobody else adds, changes,
     * deletes or locks one. Use this when a change depends on what a user is, or on there being no user of that name.
     *
     * @param name the user
     * @return the row as it is now; empty if there is none
     */
    Optional<UserRow> lockUser(String name);

    /**
     * Adds or replaces a user.
     *
     * @param row the row
     */
    void putUser(UserRow row);

    /**
     * Deletes a user and its tokens; does nothing if there is none.
     *
     * @param name the user
     * @return whether there was one
     */
    boolean deleteUser(String name);

    /**
     * Adds a token.
     *
     * @param row the row
     * @throws io.artispace.ConflictException if a token of that hash or id is there
     */
    void insertToken(TokenRow row);

    /**
     * Deletes a token.
     *
     * @param user the owner
     * @param id the token's public name
     * @return whether there was one
     */
    boolean deleteToken(String user, String id);

    /**
     * Appends to the event log.
     *
     * @param event the event; its position is ignored
     * @return the event with its position
     */
    default RegistryEvent appendEvent(RegistryEvent event) {
        return appendEvents(List.of(event)).get(0);
    }

    /**
     * Appends several events to the event log, in one go where the store can.
     *
     * @param events the events, in their order; their positions are ignored
     * @return the events with their positions, which grow
     */
    List<RegistryEvent> appendEvents(List<RegistryEvent> events);

    /**
     * Deletes the oldest events: from the beginning of the log to the first that is not older than an instant, but never the last one that
     * {@link MetadataReader#events} shows. The last event that is deleted makes way for one of the type {@link
     * RegistryEvent.Type#EVENTS_DROPPED} with its position and time, with an empty repository, by {@code host}; an earlier one of this type
     * goes with the others, and is not counted.
     *
     * @param before events of this time or later stay
     * @param limit the most events to delete, 1 or more
     * @return how many were deleted; 0 if there are no more of them
     */
    int dropEvents(Instant before, int limit);

    /**
     * Adds or replaces what is known of an upstream's document.
     *
     * @param row the row
     */
    void putUpstream(UpstreamRow row);

    /**
     * Notes when an upstream's document was last confirmed, if its entity tag and {@code Last-Modified} are still those of the row; else,
     * and if nothing is known of it, does nothing. No other transaction changes them between.
     *
     * @param row the row
     */
    void confirmUpstream(UpstreamRow row);

    /**
     * Forgets the entity tags and the {@code Last-Modified} of an upstream's documents, but not when they were checked. Each is next asked
     * for without conditions: so a proxy that was given another upstream does not ask there whether something changed that the other one
     * had sent.
     *
     * @param repositoryId the proxy
     */
    void forgetValidators(long repositoryId);

    /**
     * Forgets when the documents of an upstream were checked, so that each is asked for again; entity tags stay.
     *
     * @param repositoryId the proxy
     */
    void expireUpstream(long repositoryId);

    /**
     * Notes when files were last used; an earlier time than the one noted changes nothing. Files that are gone are passed over.
     *
     * @param uses ids of files to times
     */
    void noteUses(Map<Long, Instant> uses);

    /**
     * Looks a session up and locks it until the transaction ends: meanwhile nobody else changes, deletes, locks or {@linkplain #holdSession
     * holds} it.
     *
     * @param name its name
     * @return the row as it is now; empty if there is none, and then nothing is locked
     */
    Optional<SessionRow> lockSession(String name);

    /**
     * Looks a session up and keeps it as it is until the transaction ends; others may hold it at the same time. Call this before adding an
     * entry, so that no ledger grows after it was sealed.
     *
     * @param name its name
     * @return the row as it is now; empty if there is none, and then nothing is held
     */
    Optional<SessionRow> holdSession(String name);

    /**
     * Adds a session, or seals the one of that name. One that is sealed stays so, and the time of its creation stays as it is.
     *
     * @param row the row
     */
    void putSession(SessionRow row);

    /**
     * Deletes a session and its ledger; does nothing if there is none.
     *
     * @param name the session
     */
    void deleteSession(String name);

    /**
     * Adds an entry to a session's ledger. The session must be there; the blob need not be, and whoever relies on it
     * {@linkplain #holdBlob holds} it before. If there is an entry of the same repository, path and digest, that one stays; if, in
     * addition, other bytes were served at the path between its time and the new entry's, it gets the new entry's time. So the latest time
     * at a path tells which of its contents was served last.
     *
     * @param session the session's name
     * @param entry the entry
     */
    void addLedgerEntry(String session, LedgerEntry entry);

    /** {@return what takes everything over from another store, valid as long as this writer} */
    MetadataRestore restore();
}
