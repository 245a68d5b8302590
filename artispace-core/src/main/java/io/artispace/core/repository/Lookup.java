package io.artispace.core.repository;

import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A look-up that requests repeat, see {@link Engine#look}. Equal ones have equal answers in one snapshot. That of a file has its
 * {@code equals} and {@code hashCode} written out, since the JVM assembles those of a record when they are first called, which takes
 * longer than everything else about it.
 *
 * @param <T> the answer, immutable
 */
interface Lookup<T> {
    /** Reads the answer. */
    T in(MetadataReader reader);

    /** Tells whether the store is asked once, so that no snapshot is needed. */
    default boolean isOneQuestion() {
        return false;
    }

    /** Returns roughly how many bytes the look-up and its answer take in memory. */
    long weight();

    /** The file that is at a path. */
    record OfFile(long repositoryId, String path) implements Lookup<Optional<LiveFile>> {
        /** A row and a view, which share their digests. */
        private static final long FILE = 900;

        @Override
        public Optional<LiveFile> in(MetadataReader reader) {
            return reader.findFile(repositoryId, path).filter(FileRow::isLive).map(LiveFile::of);
        }

        @Override
        public boolean isOneQuestion() {
            return true;
        }

        @Override
        public long weight() {
            return FILE + 2L * path.length();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfFile same && repositoryId == same.repositoryId && path.equals(same.path);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(repositoryId) + path.hashCode();
        }
    }

    /** The revision of a package; 0 if there never was one. */
    record OfRevision(long repositoryId, String packageName) implements Lookup<Long> {
        @Override
        public Long in(MetadataReader reader) {
            return reader.packageRevision(repositoryId, packageName);
        }

        @Override
        public boolean isOneQuestion() {
            return true;
        }

        @Override
        public long weight() {
            return 2L * packageName.length();
        }
    }

    /** What a proxy knows of a package and of a document about it. */
    record OfKnown(long repositoryId, String packageName, String location) implements Lookup<ProxyRows.Known> {
        /** A row with its validators. */
        private static final long ROW = 400;

        @Override
        public ProxyRows.Known in(MetadataReader reader) {
            return new ProxyRows.Known(
                    reader.packageRevision(repositoryId, packageName), reader.findUpstream(repositoryId, location));
        }

        @Override
        public long weight() {
            return ROW + 2L * (packageName.length() + location.length());
        }
    }

    /** When a version appeared that is there; empty if it is not. */
    record OfPublication(long repositoryId, String packageName, String version) implements Lookup<Optional<Instant>> {
        @Override
        public Optional<Instant> in(MetadataReader reader) {
            return reader.findPackage(repositoryId, packageName)
                    .flatMap(row -> reader.findVersion(row.id(), version))
                    .filter(VersionRow::isLive)
                    .map(VersionRow::published);
        }

        @Override
        public long weight() {
            return 2L * (packageName.length() + version.length());
        }
    }
}
