package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code PUT} of a file's checksum: compared with the file, or remembered until it comes. It is never stored as a file; what is
 * served is computed.
 */
record ChecksumUpload(Location.File file, DigestAlgorithm algorithm) implements Operation.Handler {
    private static final int MAX_BYTES = 4096;

    @Override
    public Response handle(Exchange exchange) throws IOException {
        Repository repository = exchange.repository();
        Settings.of(repository.definition()).checkPublishable(repository.name(), file.artifact(), file.version());
        String path = file.path() + Layout.suffix(algorithm);
        byte[] body = exchange.request().body().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new InvalidInputException(
                    "Cannot accept " + Quote.of(path) + ": a checksum has at most " + MAX_BYTES + " bytes.");
        }
        Digest uploaded = Checksums.parse(algorithm, path, new String(body, StandardCharsets.UTF_8));
        Optional<StoredFile> stored = repository.file(file.path());
        if (stored.isPresent()) {
            ExpectedChecksums.compare(file, uploaded, Checksums.of(stored.get(), algorithm));
        } else {
            remember(repository, uploaded);
            repository.file(file.path()).ifPresent(arrived -> settle(repository, uploaded, arrived));
        }
        return Response.status(201).build();
    }

    private void remember(Repository repository, Digest uploaded) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(file.packageName())
                    .changeAttributes(attributes -> ExpectedChecksums.remember(attributes, file, uploaded));
            publication.commit();
        }
    }

    /** The file came at the same moment: compares them here, and leaves nothing behind that would be compared again. */
    private void settle(Repository repository, Digest uploaded, StoredFile arrived) {
        try (Publication publication = repository.publish()) {
            publication.change(file.packageName()).removeAttribute(ExpectedChecksums.attribute(file, algorithm));
            publication.commit();
        }
        ExpectedChecksums.compare(file, uploaded, Checksums.of(arrived, algorithm));
    }
}
