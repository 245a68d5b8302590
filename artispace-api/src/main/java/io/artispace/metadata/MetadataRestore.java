package io.artispace.metadata;

import io.artispace.event.RegistryEvent;

/**
 * Writes rows of another store as they are, with their ids, revisions, times and history, so that whatever is cached of that store
 * stays true of this one. Users, tokens, blobs, sessions, upstreams and uses have no ids that a store assigns; they are written by
 * {@link MetadataWriter}'s usual methods.
 *
 * <p>The order: {@link #begin}; then, in any number of transactions, what other rows refer to before those that refer to it;
 * {@link #finish}. A row may be written again after it changed: rows are identified by their ids. To continue an interrupted restore,
 * begin again. Used by the thread that runs the work, and not after it.
 */
public interface MetadataRestore {
    /**
     * Begins a restore, or continues one. From here on, {@link MetadataDump#isUnfinished} is true.
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
     * Makes an event the first of the log: deletes those before it and, if there is another one at its position, that one.
     *
     * @param first the event, of the type {@link RegistryEvent.Type#EVENTS_DROPPED}
     */
    void beginEvents(RegistryEvent first);

    /**
     * Finishes the restore. From here on, new rows get ids, and new events positions, that no row or event has had.
     *
     * @param configurationRevision what {@link MetadataReader#configurationRevision} says from now on
     */
    void finish(long configurationRevision);
}
