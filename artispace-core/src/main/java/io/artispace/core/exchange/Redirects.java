package io.artispace.core.exchange;

import io.artispace.RepositoryDefinition;
import io.artispace.StorageFailedException;
import io.artispace.exchange.Body;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Redirects a download to the blob store itself, if the repository's definition says so and the store can make links. Access, existence
 * and conditions were decided before. A range need not be handled here: the client repeats its header at the store.
 */
final class Redirects {
    /** Long enough to begin a download, however long that then takes; and short, so that an address in a log is soon of no use. */
    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private Redirects() {}

    /**
     * Returns what is answered instead of a file's bytes.
     *
     * @param method the method as it came; HEAD is not redirected, since a link is signed for GET
     * @param whole the answer with the whole file
     * @param selected the answer after conditions and range
     * @throws StorageFailedException if the store cannot make a link
     */
    static Optional<Response> instead(
            String method, RepositoryDefinition definition, Response whole, Response selected) {
        boolean download = method.equals("GET") && (selected.status() == 200 || selected.status() == 206);
        if (!download || !definition.redirectsDownloads()) {
            return Optional.empty();
        }
        String type = whole.header("Content-Type").orElse("application/octet-stream");
        return link(whole.body(), type)
                .map(address -> Response.status(302)
                        .header("Location", address.toString())
                        .build());
    }

    private static Optional<URI> link(Body body, String type) {
        try {
            return body.link(VALIDITY, type);
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot make a link to the file: the blob store failed. Try again later.", e);
        }
    }
}
