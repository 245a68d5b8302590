package io.artispace.format.maven;

import io.artispace.DeniedException;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.access.Action;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.maven.checksum.RememberedChecksums;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Location;
import org.jspecify.annotations.Nullable;

/** Decides which endpoint answers for a path, and which package that is about. */
final class Routes {
    private Routes() {}

    static Operation download(Location location, RememberedChecksums checksums) {
        return location instanceof Location.Checksum checksum
                ? download(checksum.of(), checksum.algorithm(), checksums)
                : download(location, null, checksums);
    }

    private static Operation download(
            Location location, @Nullable DigestAlgorithm checksum, RememberedChecksums checksums) {
        Operation.Handler handler;
        if (location instanceof Location.File file) {
            handler = checksum == null ? new FileDownload(file) : new ChecksumDownload(file, checksum, checksums);
        } else if (location instanceof Location.Metadata metadata) {
            handler = exchange -> new DocumentDownload(
                            repository -> Documents.metadata(repository, metadata, group -> mayRead(exchange, group)),
                            checksum)
                    .handle(exchange);
        } else if (location instanceof Location.SnapshotMetadata metadata) {
            handler = new DocumentDownload(repository -> Documents.snapshot(repository, metadata), checksum);
        } else if (location instanceof Location.Catalog) {
            handler = new DocumentDownload(Documents::catalog, checksum);
        } else if (location instanceof Location.Prefixes) {
            handler = new DocumentDownload(Documents::prefixes, checksum);
        } else if (location instanceof Location.Directory directory && checksum == null) {
            handler = new Browse(directory);
        } else {
            handler = exchange -> Answers.notFound();
        }
        return new Operation(Action.READ, subject(location), handler);
    }

    /**
     * What is noted of a group's plugins is for who may read the repository as a whole, also where it stands beside an artifact's versions.
     */
    private static boolean mayRead(Exchange exchange, PackageName group) {
        try {
            return exchange.repository()
                    .as(exchange.caller())
                    .document(group, PluginMetadata.RENDERING)
                    .isPresent();
        } catch (DeniedException limited) {
            return false;
        }
    }

    /**
     * An upload. From its path, metadata may be an artifact's or a group's. It is accepted from everybody who may deploy in that group,
     * since Maven sends a group's metadata along with each plugin, and it has no effect.
     */
    static Operation upload(Location location) {
        Operation operation = new Operation(Action.PUBLISH, subject(location), uploadHandler(location));
        Location of = location instanceof Location.Checksum checksum ? checksum.of() : location;
        return of instanceof Location.Metadata metadata && metadata.groupId() != null
                ? operation.orOnSome(metadata.groupId() + ':')
                : operation;
    }

    private static Operation.Handler uploadHandler(Location location) {
        if (location instanceof Location.File file) {
            return new FileUpload(file);
        }
        if (location instanceof Location.Checksum checksum) {
            return checksum.of() instanceof Location.File file
                    ? new ChecksumUpload(file, checksum.algorithm())
                    : uploadHandler(checksum.of());
        }
        if (location instanceof Location.Metadata || location instanceof Location.SnapshotMetadata) {
            return new GeneratedUpload();
        }
        if (location instanceof Location.Directory directory) {
            return exchange -> {
                throw new InvalidInputException(
                        "Cannot deploy to " + Quote.of("/" + directory.path())
                                + ": it is not the path of a file. Maven's layout is group/artifact/version/artifact-version.extension.");
            };
        }
        return exchange -> MavenFormat.methodNotAllowed(
                exchange.request(), "GET, HEAD", "this document is generated from what the repository holds");
    }

    static Operation deletion(Location location) {
        // A path without a file's name may be the directory of a version or of an artifact, which belong to different
        // packages.
        boolean certain =
                !(location instanceof Location.File file) || file.name().isPresent();
        return new Operation(Action.DELETE, certain ? subject(location) : null, new Deletion(location));
    }

    private static @Nullable PackageName subject(Location location) {
        if (location instanceof Location.Checksum checksum) {
            return subject(checksum.of());
        }
        if (location instanceof Location.File file) {
            return file.packageName();
        }
        if (location instanceof Location.SnapshotMetadata metadata) {
            return metadata.artifact().packageName();
        }
        Artifact artifact = location instanceof Location.Metadata metadata ? metadata.artifact() : null;
        return artifact == null ? null : artifact.packageName();
    }
}
