package io.artispace.format.npm.endpoint;

import io.artispace.Listing;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.exchange.Response;
import io.artispace.format.DirectoryPage;
import io.artispace.format.Exchange;

/** {@code GET} of a path with a slash at the end: what is below it, for browsers. */
final class BrowseEndpoint {
    private static final int PAGE = 1000;

    private BrowseEndpoint() {}

    /**
     * Answers with a page.
     *
     * @param directory the path without that slash; empty for the top
     */
    static Response page(Exchange exchange, String directory) {
        String name = exchange.repository().name();
        if (!isForPeople(exchange)) {
            throw new NotFoundException(
                    directory.isEmpty()
                            ? "This is the address of the repository " + Quote.of(name)
                                    + ". Give it to a client of the format npm, or open it in a browser."
                            : nothing(name, directory));
        }
        String after = exchange.request().parameter("after").orElse("");
        Listing listing = exchange.repository().list(directory, after, PAGE);
        boolean nothing = listing.directories().isEmpty() && listing.files().isEmpty();
        if (nothing && after.isEmpty() && !directory.isEmpty()) {
            throw new NotFoundException(nothing(name, directory));
        }
        return DirectoryPage.of(name, directory, listing, PAGE)
                .header("Vary", "Accept")
                .build();
    }

    private static String nothing(String repository, String directory) {
        return "There is nothing at " + Quote.of(directory + "/") + " in " + Quote.of(repository) + ".";
    }

    private static boolean isForPeople(Exchange exchange) {
        return exchange.request()
                .headers()
                .joined("Accept")
                .filter(accept -> accept.contains("text/html"))
                .isPresent();
    }
}
