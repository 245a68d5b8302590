package io.artispace.format.maven;

import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.maven.checksum.RememberedChecksums;
import io.artispace.format.maven.layout.Location;

/** {@code GET} of a file's checksum. That of a file that is still arriving waits for its last byte. */
record ChecksumDownload(Location.File file, DigestAlgorithm algorithm, RememberedChecksums checksums)
        implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        return exchange.repository()
                .file(file.path())
                .map(stored -> Answers.checksum(checksums.of(stored, algorithm)))
                .orElseGet(Answers::notFound);
    }
}
