package io.artispace.format.npm.endpoint;

import io.artispace.Listing;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.exchange.Response;
import io.artispace.format.DirectoryPage;
import io.artispace.format.Exchange;

/** {@code GET} of a path with a slash at the end, by a browser: a page of what is below it. */
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
        String after = exchange.request().parameter("after").orElse("");
        Listing listing = exchange.repository().list(directory, after, PAGE);
        boolean nothing = listing.directories().isEmpty() && listing.files().isEmpty();
        if (nothing && after.isEmpty() && !directory.isEmpty()) {
            throw new NotFoundException(
                    "There is nothing at " + Quote.of(directory + "/") + " in " + Quote.of(name) + ".");
        }
        // The answer to programs is a 404, which is kept nowhere; without this, they could be given the page.
        return DirectoryPage.of(name, directory, listing, PAGE)
                .header("Vary", "Accept")
                .build();
    }
}
