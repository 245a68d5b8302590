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

    /**
     * Answers with the file and, if they are known, its checksums. They are not while the file is still arriving from an upstream; clients
     * then ask for them.
     */
    private static Response answer(Exchange exchange, StoredFile stored) {
        Response response = exchange.file(stored);
        return stored.isArriving()
                ? response
                : ChecksumHeaders.add(response, stored.view().digests());
    }

    /** Answers if there is no such file. A path that names no file, such as {@code com/acme/app/1.0}, may be a directory. */
    private Response absent(Exchange exchange) {
        return file.name().isPresent()
                ? Answers.notFound()
                : Browse.withoutSlash(exchange, file.path().value());
    }
}
