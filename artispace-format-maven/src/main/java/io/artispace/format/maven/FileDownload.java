package io.artispace.format.maven;

import io.artispace.StoredFile;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.maven.checksum.ChecksumHeaders;
import io.artispace.format.maven.layout.Location;

/** {@code GET} of a file. */
record FileDownload(Location.File file) implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        return exchange.repository()
                .file(file.path())
                .map(stored -> answer(exchange, stored))
                .orElseGet(() -> absent(exchange));
    }

    /** While a file is arriving from an upstream its checksums are not known; clients that need them ask for them. */
    private static Response answer(Exchange exchange, StoredFile stored) {
        Response response = exchange.file(stored);
        return stored.isArriving()
                ? response
                : ChecksumHeaders.add(response, stored.view().digests());
    }

    /** A path without a file's name, such as {@code com/acme/app/1.0}, may be a directory. */
    private Response absent(Exchange exchange) {
        return file.name().isPresent()
                ? Answers.notFound()
                : Browse.withoutSlash(exchange, file.path().value());
    }
}
