package io.artispace.metadata;

import io.artispace.event.RegistryEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads what a registry never asks for, so that everything a store holds can be copied into another one: rows of all packages, the
 * history of tags, rows that no name leads to. Together with {@link MetadataReader} it tells everything there is. What is said there
 * about answers holds here, too: pages are by key, and "empty" is never a failure. Used by the
 * thread that runs the work, and not after it.
 */
public interface MetadataDump {
    /**
     * Tells whether a {@linkplain MetadataRestore restore} of this store was begun and not finished. What the store holds is then
     * incomplete, and no registry may be opened on it.
     *
     * @return whether it is
     */
    boolean isUnfinished();

    /**
     * Pages through all packages, ordered by id, including those of which nothing is left.
     *
     * @param after the last id of the page before; 0 to begin
     * @param limit the most rows to return, 1 or more
     * @return the rows
     */
    List<PackageRow> packages(long after, int limit);

    /**
     * Lists the files of a package added or removed after a revision, ordered by id. Versions are told by
     * {@link MetadataReader#versionsChangedSince}.
     *
     * @param packageId the package
     * @param revision the revision already known; 0 for all files there ever were
     * @return the rows, live and removed
     */
    List<FileChangeRow> filesChangedSince(long packageId, long revision);

    /**
     * Lists the tags of a package put or removed after a revision, ordered by id.
     *
     * @param packageId the package
     * @param revision the revision already known; 0 for all tags there ever were
     * @return the rows, live and removed
     */
    List<TagRow> tagsChangedSince(long packageId, long revision);

    /**
     * Pages through all tokens, also those of users that this store does not know, ordered by hash.
     *
     * @param after the last hash of the page before; empty to begin
     * @param limit the most rows to return, 1 or more
     * @return the rows, expired or not
     */
    List<TokenRow> tokens(String after, int limit);

    /**
     * Pages through what is known of the documents of a proxy's upstream, ordered by location.
     *
     * @param repositoryId the proxy
     * @param after the last location of the page before; empty to begin
     * @param limit the most rows to return, 1 or more
     * @return the rows
     */
    List<UpstreamRow> upstreams(long repositoryId, String after, int limit);

    /**
     * Pages through the noted uses of files, ordered by the file's id.
     *
     * @param after the last id of the page before; 0 to begin
     * @param limit the most rows to return, 1 or more
     * @return ids of files to times, in the order of the ids
     */
    Map<Long, Instant> uses(long after, int limit);

    /**
     * Reads the event log to its very end, including events that {@link MetadataReader#events} withholds because a transaction with an
     * earlier one may still be under way. So it misses none only while nobody writes.
     *
     * @param after the position of the last event known; 0 to begin
     * @param limit the most events to return, 1 or more
     * @return the events in the order of their positions
     */
    List<RegistryEvent> events(long after, int limit);

    /** {@return the position of the last event; 0 if there is none} */
    long lastEvent();

    /**
     * Counts what must be equal in a store and in one that was restored from it.
     *
     * @return names of kinds of rows, such as {@code versions}, to their numbers, history included
     */
    Map<String, Long> counts();
}
