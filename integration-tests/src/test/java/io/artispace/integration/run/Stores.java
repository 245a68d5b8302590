package io.artispace.integration.run;

import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a registry keeps things; several may keep them in the same place.
 *
 * @param metadata where the rows are
 * @param blobs where the bytes are
 */
public record Stores(URI metadata, URI blobs) {
    /** An SQLite database and files in a directory. */
    public static Stores inDirectory(Path directory) {
        return new Stores(
                URI.create("sqlite:" + directory.resolve("artispace.db").toUri().getRawPath()),
                directory.resolve("blobs").toUri());
    }

    /** The configuration of a registry in this process. */
    public RegistryConfiguration.Builder configuration() {
        return Registry.builder().metadata(metadata).blobs(blobs);
    }

    /** The options of a registry that is a program of its own. */
    public List<String> options() {
        return List.of("--metadata", metadata.toString(), "--blobs", blobs.toString());
    }
}
