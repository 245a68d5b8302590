package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.maven.checksum.Checksums;
import io.artispace.format.maven.checksum.ExpectedChecksums;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code PUT} of a file's checksum: compared with the file, or remembered until it comes. It is never stored as a file; what is
 * served is computed.
 *
 * <p>If the repository allows a file to be replaced, a checksum that does not agree may belong to new bytes that are still to come.
 * Clients send a file's checksum right before or right after the file; so if the file has been there for a while, the checksum is taken
 * to be that of new bytes.
 */
record ChecksumUpload(Location.File file, DigestAlgorithm algorithm) implements Operation.Handler {
    private static final int MAX_BYTES = 4096;
    /** How long after a file's upload a checksum is taken to be of that file. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    @Override
    public Response handle(Exchange exchange) throws IOException {
        Repository repository = exchange.repository();
        Settings settings = Settings.of(repository.definition());
        settings.checkPublishable(repository.name(), file, exchange.now());
        StrayFile.check(repository, file);
        String path = file.path() + Layout.suffix(algorithm);
        byte[] body = exchange.request().body().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new InvalidInputException(
                    "Cannot accept " + Quote.of(path) + ": a checksum has at most " + MAX_BYTES + " bytes.");
        }
        Digest uploaded = Checksums.parse(algorithm, path, new String(body, StandardCharsets.UTF_8));
        Instant now = exchange.now();
        boolean replaceable = settings.overwrite(file) == Overwrite.REPLACE;
        Optional<StoredFile> stored = repository.file(file.path());
        if (stored.isPresent() && !(replaceable && isOfOtherBytes(uploaded, stored.get(), now))) {
            ExpectedChecksums.compareStored(file, uploaded, Checksums.of(stored.get(), algorithm), !replaceable);
        } else {
            remember(repository, uploaded, now);
            repository
                    .file(file.path())
                    .filter(arrived -> !(replaceable && isOfOtherBytes(uploaded, arrived, now)))
                    .ifPresent(arrived -> settle(repository, uploaded, arrived));
        }
        return Response.status(201).build();
    }

    private boolean isOfOtherBytes(Digest uploaded, StoredFile stored, Instant now) {
        return stored.view().published().plus(RECENT).isBefore(now)
                && !uploaded.equals(Checksums.of(stored, algorithm));
    }

    private void remember(Repository repository, Digest uploaded, Instant now) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(file.packageName())
                    .changeAttributes(attributes -> ExpectedChecksums.remember(attributes, file, uploaded, now));
            publication.commit();
        }
    }

    /** Compares the checksum with a file that came at the same moment, and leaves nothing behind that would be compared again. */
    private void settle(Repository repository, Digest uploaded, StoredFile arrived) {
        try (Publication publication = repository.publish()) {
            publication.change(file.packageName()).removeAttribute(ExpectedChecksums.attribute(file, algorithm));
            publication.commit();
        }
        ExpectedChecksums.compare(file, uploaded, Checksums.of(arrived, algorithm));
    }
}
