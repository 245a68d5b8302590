package io.artispace.storage.fs;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All blobs in the order of their digests. It reads one fan-out directory at a time, when the reader gets there, and holds the names
 * of that one only.
 */
record BlobListing(StoreLayout layout) {
    /** Returns the blobs, found while they are read. */
    Stream<Blob> blobs() throws IOException {
        return layout.fanOut().stream().flatMap(this::sortedFiles).flatMap(file -> blobOf(file).stream());
    }

    private Stream<Path> sortedFiles(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(files::add);
        } catch (NoSuchFileException e) {
            requireThere(e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files.stream();
    }

    /** Fails if the store itself is gone, unlike a fan-out directory, which may be. */
    private void requireThere(NoSuchFileException absent) {
        if (!Files.isDirectory(layout.blobs())) {
            throw new UncheckedIOException(absent);
        }
    }

    private static Optional<Blob> blobOf(Path file) {
        Optional<Digest> digest = StoreLayout.digestOf(file);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FileBlob(digest.get(), Files.size(file), file));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
