package io.artispace.metadata;

import io.artispace.event.RegistryEvent;

/**
 * Writes rows of another store as they are, with their ids, revisions, times and history, so that what was remembered of that store stays
 * true of this one. Users, tokens, blobs, sessions, upstreams and uses have no id of the store's own and are written by
 * {@link MetadataWriter}'s usual methods.
 *
 * <p>The order: {@link #begin}; then, in any number of transactions, what other rows refer to before those that refer to it; {@link #finish}. Each row
 * may be written again, with what has changed since: rows are told apart by their ids. An interrupted restore is gone on with by beginning again.
 */
public interface MetadataRestore {
    /**
     * Begins, or goes on: from here on, {@link MetadataDump#isUnfinished} holds.
     *
     * @throws io.artispace.ConflictException if the store holds anything that no unfinished restore has put there
     */
    void begin();

    /**
     * Writes a repository with its id.
     *
     * @param row the row; its name must not be another one's
     */
    void putRepository(RepositoryRow row);

    /**
     * Writes a package with its id, and what search finds it by.
     *
     * @param row the row; the repository must be there
     */
    void putPackage(PackageRow row);

    /**
     * Writes a version with its id.
     *
     * @param row the row, live or removed; the package must be there
     */
    void putVersion(VersionRow row);

    /**
     * Writes a file with its id. A file at the same path that is there, with another id, counts as gone until its own row is written.
     *
     * @param row the row, live or removed; package, version and blob, in whatever state, must be there
     */
    void putFile(FileChangeRow row);

    /**
     * Writes a tag with its id.
     *
     * @param row the row, live or removed; the package must be there
     */
    void putTag(TagRow row);

    /**
     * Writes an event with its position, unless there is one at that position.
     *
     * @param event the event
     */
    void putEvent(RegistryEvent event);

    /**
     * Finishes: new rows get ids, and new events positions, that no row or event has had.
     *
     * @param configurationRevision what {@link MetadataReader#configurationRevision} says from now on
     */
    void finish(long configurationRevision);
}
