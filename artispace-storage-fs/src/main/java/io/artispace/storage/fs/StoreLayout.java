package io.artispace.storage.fs;

import io.artispace.blob.Digest;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a file store keeps what, below its root:
 *
 * <pre>
 * blobs/ab/abcdef…   a blob, named by the 64 hexadecimal characters of its SHA-256, in one of 256 directories
 * tmp/…              uploads in progress
 * trash/…            blobs that are being deleted
 * </pre>
 *
 * <p>All are on one file system, so that a rename between them is atomic. There is one level of 256 directories rather than two with
 * 65,536: a new directory costs a flush of its parent, which a small store would otherwise pay for nearly every blob; and today's file
 * systems find a name among ten thousand as fast as among ten. No name comes from a request.
 */
record StoreLayout(Path root) {
    private static final Pattern FAN_OUT_NAME = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern BLOB_NAME = Pattern.compile("[0-9a-f]{64}");

    /** Returns the directory of the fan-out directories. */
    Path blobs() {
        return root.resolve("blobs");
    }

    /** Returns the directory of uploads in progress. */
    Path uploads() {
        return root.resolve("tmp");
    }

    /** Returns the directory of blobs that are being deleted. */
    Path trash() {
        return root.resolve("trash");
    }

    /** Returns the fan-out directory of a blob. */
    Path directoryOf(Digest sha256) {
        return blobs().resolve(sha256.hex().substring(0, 2));
    }

    /** Returns the file of a blob. */
    Path fileOf(Digest sha256) {
        return directoryOf(sha256).resolve(sha256.hex());
    }

    /** Returns the file of an upload in progress. */
    Path upload(String uniqueName) {
        return uploads().resolve(uniqueName);
    }

    /** Returns the file of a blob on its way out; the unique name lets one digest be deleted more than once at a time. */
    Path trashed(Digest sha256, String uniqueName) {
        return trash().resolve(sha256.hex() + "-" + uniqueName);
    }

    /** Returns the fan-out directories that are there, in ascending order. */
    List<Path> fanOut() throws IOException {
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(blobs())) {
            for (Path entry : entries) {
                if (FAN_OUT_NAME.matcher(entry.getFileName().toString()).matches()) {
                    directories.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(directories);
        return directories;
    }

    /** Returns the digest that a file in a fan-out directory is named by; empty if the file is none of ours. */
    static Optional<Digest> digestOf(Path file) {
        String name = file.getFileName().toString();
        return BLOB_NAME.matcher(name).matches() ? Optional.of(Digest.sha256(name)) : Optional.empty();
    }
}
