package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Listing;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.maven.checksum.ExpectedChecksums;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import java.util.Optional;

/**
 * {@code DELETE} of a file, a version's directory or an artifact's directory. Checksums and metadata are computed, and so disappear
 * with the files. To delete one of them is accepted and changes nothing, since scripts delete them together with the files.
 */
record Deletion(Location location) implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        Repository repository = exchange.repository();
        if (location instanceof Location.File file) {
            boolean removed = new Removal(repository).file(file)
                    || file.name().isEmpty()
                            && directory(repository, file.path().value());
            return removed ? Answers.noContent() : Answers.notFound();
        }
        if (location instanceof Location.Directory directory) {
            return directory(repository, directory.path()) ? Answers.noContent() : Answers.notFound();
        }
        if (location instanceof Location.Checksum checksum && checksum.of() instanceof Location.File file) {
            forget(repository, file);
        }
        return Answers.noContent();
    }

    /** Deletes what is below a directory: a version, an artifact, or both where their directories are the same. */
    private static boolean directory(Repository repository, String path) {
        Removal removal = new Removal(repository);
        Optional<Layout.Version> version = Layout.version(path);
        boolean removed = version.isPresent()
                && removal.version(version.get().artifact(), version.get().version());
        Optional<Artifact> artifact = Layout.artifact(path);
        removed |= artifact.isPresent() && removal.artifact(artifact.get());
        if (!removed) {
            Listing listing = repository.list(path, "", 1);
            if (!listing.directories().isEmpty() || !listing.files().isEmpty()) {
                throw new InvalidInputException(
                        "Cannot delete " + Quote.of(path.isEmpty() ? "/" : path)
                                + ": it is neither a file nor the directory of a version or an artifact. Delete the artifacts below it one by one.");
            }
        }
        return removed;
    }

    /** A checksum that waits for its file can be taken back. */
    private static void forget(Repository repository, Location.File file) {
        repository
                .view(file.packageName(), new ViewScope(ViewScope.Detail.VERSIONS, file.version()))
                .filter(view -> ExpectedChecksums.any(view.attributes(), file))
                .ifPresent(view -> {
                    try (Publication publication = repository.publish()) {
                        publication
                                .change(file.packageName())
                                .changeAttributes(attributes -> ExpectedChecksums.forget(attributes, file));
                        publication.commit();
                    }
                });
    }
}
