package io.artispace.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, recorded in the same transaction as the change itself.
 *
 * @param position where it stands in the log; grows, with gaps; 0 before it is stored
 * @param time when the change was committed
 * @param type what happened
 * @param repository the repository's name
 * @param packageName the package, where one is concerned
 * @param version the version, where one is concerned
 * @param detail the file's path or the tag, where one is concerned
 * @param caller who did it; {@code "host"} for a Java call without a caller
 */
public record RegistryEvent(
        long position,
        Instant time,
        Type type,
        String repository,
        @Nullable String packageName,
        @Nullable String version,
        @Nullable String detail,
        String caller) {
    /** What can happen. More may come; readers ignore what they do not know. */
    public enum Type {
        /** A repository was created. */
        REPOSITORY_CREATED,
        /** A repository's definition was changed. */
        REPOSITORY_UPDATED,
        /** A repository was deleted with all it held. */
        REPOSITORY_DELETED,
        /** A version appeared. */
        VERSION_PUBLISHED,
        /** The attributes or the manifest changed of a version that was there before; noted once for each commit. */
        VERSION_CHANGED,
        /** A version was removed with its files. */
        VERSION_REMOVED,
        /** A file appeared. */
        FILE_PUBLISHED,
        /** A file was removed or made way for other bytes; its version is not named. */
        FILE_REMOVED,
        /** A tag points to another version than before. */
        TAG_CHANGED,
        /** A tag was removed. */
        TAG_REMOVED,
        /** An attribute of the package changed; of a proxy's package, anything that its upstream tells of it. */
        PACKAGE_CHANGED,
        /** An upstream failed, and what is stored is served in its place; noted once while the failure lasts. */
        UPSTREAM_FAILED,
        /**
         * An upstream sent other bytes for a released file than before, or a document that says another digest of a file that is stored: an
         * alarm. Nothing was replaced.
         */
        UPSTREAM_ALTERED,
        /** A version was served that is younger than the cooldown, because it is exempt; noted once for each version. */
        POLICY_EXEMPTED,
        /** A cached file was dropped to make room. */
        FILE_EVICTED,
        /**
         * Here stood events that the host let go, this position's the last of them. It is the first event of a log; whoever reads it, has
         * missed something, and looks at the repositories anew. It has the time of the last event that was let go, and no repository's name
         * (an empty one).
         */
        EVENTS_DROPPED
    }

    /**
     * Returns the event as stored.
     *
     * @param position its position in the log
     * @return a copy
     */
    public RegistryEvent at(long position) {
        return new RegistryEvent(position, time, type, repository, packageName, version, detail, caller);
    }
}
