package io.artispace.format.maven;

import io.artispace.Listing;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;

/** {@code GET} of a file. */
record FileDownload(Location.File file) implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        return exchange.repository()
                .file(file.path())
                .map(stored ->
                        ChecksumHeaders.add(exchange.file(stored), stored.view().digests()))
                .orElseGet(() -> absent(exchange));
    }

    /** A path without a file's name, such as {@code com/acme/app/1.0}, may be a directory. */
    private Response absent(Exchange exchange) {
        if (file.name().isPresent()) {
            return Answers.notFound();
        }
        Listing listing = exchange.repository().list(file.path().value(), "", 1);
        return listing.directories().isEmpty() && listing.files().isEmpty()
                ? Answers.notFound()
                : Answers.redirectToDirectory(exchange.request());
    }
}
