package io.artispace.core.repository;

import io.artispace.FileView;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import java.util.Optional;

/**
 * A look-up that requests repeat, see {@link Engine#look}. Equal ones have equal answers in one snapshot.
 *
 * @param <T> the answer, immutable
 */
interface Lookup<T> {
    /** Reads the answer. */
    T in(MetadataReader reader);

    /** Returns roughly how many bytes the look-up and its answer take in memory. */
    long weight();

    /** The file that is at a path. */
    record OfFile(long repositoryId, String path) implements Lookup<Optional<FileView>> {
        /** A view with its digests. */
        private static final long VIEW = 800;

        @Override
        public Optional<FileView> in(MetadataReader reader) {
            return reader.findFile(repositoryId, path).filter(FileRow::isLive).map(ViewReader::fileView);
        }

        @Override
        public long weight() {
            return VIEW + 2L * path.length();
        }
    }

    /** The revision of a package; 0 if there never was one. */
    record OfRevision(long repositoryId, String packageName) implements Lookup<Long> {
        @Override
        public Long in(MetadataReader reader) {
            return reader.packageRevision(repositoryId, packageName);
        }

        @Override
        public long weight() {
            return 2L * packageName.length();
        }
    }
}
