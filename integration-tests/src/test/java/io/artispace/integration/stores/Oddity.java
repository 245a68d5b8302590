package io.artispace.integration.stores;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Ways in which network file systems differ from a disk. Each strikes at a chosen call and at those that follow, for as long as it is set.
 */
enum Oddity {
    /** None: a file system that only passes on what it is asked for. */
    NONE,

    /** A rename happens and its answer is lost, so the client of the file system sends it again, and the file is not there any more. */
    RENAME_SENT_TWICE {
        @Override
        void afterRename(Path from) throws IOException {
            throw new NoSuchFileException(from.toString());
        }
    },

    /** A rename happens, and its answer is lost for good. */
    RENAME_UNANSWERED {
        @Override
        void afterRename(Path from) throws IOException {
            throw new FileSystemException(from.toString(), null, "Input/output error");
        }
    },

    /** A rename does not happen. */
    RENAME_REFUSED {
        @Override
        void beforeRename(Path from) throws IOException {
            throw new FileSystemException(from.toString(), null, "Permission denied");
        }
    },

    /** A name that was made a moment ago is not seen yet. */
    NAME_SEEN_LATE {
        @Override
        void beforeLookup(Path path, boolean fresh) throws IOException {
            if (fresh) {
                throw new NoSuchFileException(path.toString());
            }
        }
    },

    /** What is read or written through an open file is another file's by now, and refused. */
    HANDLE_STALE {
        @Override
        void beforeRead() throws IOException {
            throw new IOException("Stale file handle");
        }

        @Override
        void beforeWrite() throws IOException {
            throw new IOException("Stale file handle");
        }
    },

    /** What was written can be neither read now nor said to be lost. */
    READ_FAILING {
        @Override
        void beforeRead() throws IOException {
            throw new IOException("Input/output error");
        }
    },

    /** Whatever is asked for fails. */
    FAILING {
        @Override
        void beforeRename(Path from) throws IOException {
            beforeRead();
        }

        @Override
        void beforeLookup(Path path, boolean fresh) throws IOException {
            beforeRead();
        }

        @Override
        void beforeRead() throws IOException {
            throw new IOException("Input/output error");
        }

        @Override
        void beforeWrite() throws IOException {
            beforeRead();
        }

        @Override
        void beforeFlush() throws IOException {
            beforeRead();
        }
    },

    /** Whether something has reached the disk cannot be learned. */
    FLUSH_STALE {
        @Override
        void beforeFlush() throws IOException {
            throw new IOException("Stale file handle");
        }
    };

    void beforeRename(Path from) throws IOException {}

    void afterRename(Path from) throws IOException {}

    void beforeLookup(Path path, boolean fresh) throws IOException {}

    void beforeRead() throws IOException {}

    void beforeWrite() throws IOException {}

    void beforeFlush() throws IOException {}
}
