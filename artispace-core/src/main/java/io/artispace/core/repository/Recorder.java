package io.artispace.core.repository;

import io.artispace.FileView;
import io.artispace.Origin;

/** Writes down what is served while a session records. Thread-safe. */
@FunctionalInterface
public interface Recorder {
    /**
     * Notes that a file is served.
     *
     * @param repository the repository that was asked
     * @param file the file
     * @param origin the repository that holds it
     * @throws io.artispace.ConflictException if the session was sealed or deleted meanwhile
     * @throws io.artispace.StorageFailedException if it cannot be written down; the file is then not served
     */
    void served(String repository, FileView file, Origin origin);
}
