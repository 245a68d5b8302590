package io.artispace.format.maven;

import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.StorageFailedException;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** {@code PUT} of a file: a publication of one file. */
record FileUpload(Location.File file) implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        Repository repository = exchange.repository();
        Settings settings = Settings.of(repository.definition());
        settings.checkPublishable(repository.name(), file.artifact(), file.version());
        try (Publication publication = repository.publish()) {
            StagedBlob content = publication.stage(exchange.request().body());
            ChecksumHeaders.check(exchange.request().headers(), file, algorithm -> digest(content, algorithm));
            Optional<PackageView> before = view(repository);
            Map<String, String> attributes = before.map(PackageView::attributes).orElse(Map.of());
            ExpectedChecksums.check(attributes, file, algorithm -> digest(content, algorithm));
            FileRecorder.record(publication, file, content, settings.overwrite(file));
            ExpectedChecksums.forget(publication.change(file.packageName()), attributes, file);
            publication.commit();
            checkAgain(repository, before.map(PackageView::revision).orElse(0L));
        }
        return Response.status(201).build();
    }

    /** Nothing but the package's attributes is needed, and nothing that grows with the number of versions. */
    private Optional<PackageView> view(Repository repository) {
        return repository.view(file.packageName(), new ViewScope(ViewScope.Detail.VERSIONS, file.version()));
    }

    /** Looks for checksums that came while the file was stored: there are none unless somebody else changed the package as well. */
    private void checkAgain(Repository repository, long before) {
        if (repository.revision(file.packageName()).orElse(0) <= before + 1) {
            return;
        }
        Map<String, String> attributes =
                view(repository).map(PackageView::attributes).orElse(Map.of());
        if (!ExpectedChecksums.any(attributes, file)) {
            return;
        }
        try (Publication publication = repository.publish()) {
            ExpectedChecksums.forget(publication.change(file.packageName()), attributes, file);
            publication.commit();
        }
        repository
                .file(file.path())
                .ifPresent(stored ->
                        ExpectedChecksums.check(attributes, file, algorithm -> Checksums.of(stored, algorithm)));
    }

    private static Digest digest(StagedBlob content, DigestAlgorithm algorithm) {
        return content.digests().find(algorithm).orElseGet(() -> {
            try (InputStream in = content.open()) {
                return Checksums.compute(in, algorithm);
            } catch (IOException e) {
                throw new StorageFailedException("Cannot read an upload back after it was received. Try again.", e);
            }
        });
    }
}
