package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Listing;
import io.artispace.Quote;
import io.artispace.exchange.Response;
import io.artispace.format.DirectoryPage;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.maven.layout.Location;
import java.util.Locale;

/**
 * {@code GET} of a directory: a page for people, or JSON where {@code Accept} or {@code ?format=json} asks for it. Pages go on with
 * {@code ?after=<last name>}, at {@code ?limit=} names each.
 */
record Browse(Location.Directory directory) implements Operation.Handler {
    private static final int PAGE = 1000;
    private static final int LARGEST_PAGE = 10_000;

    @Override
    public Response handle(Exchange exchange) {
        if (!directory.slash()) {
            return withoutSlash(exchange, directory.path());
        }
        RepositoryRequest request = exchange.request();
        String after = request.parameter("after").orElse("");
        int limit = limit(request);
        Listing listing = exchange.repository().list(directory.path(), after, limit);
        boolean nothing = listing.directories().isEmpty() && listing.files().isEmpty();
        if (nothing && after.isEmpty() && !directory.path().isEmpty()) {
            return Answers.notFound();
        }
        // Adds {@code Vary}, so that caches keep the two forms apart, which share one URL.
        Response.Builder response = wantsJson(request)
                ? Response.status(200).text("application/json", ListingPage.json(directory.path(), listing))
                : DirectoryPage.of(exchange.repository().name(), directory.path(), listing, limit);
        return response.header("Vary", "Accept").build();
    }

    /**
     * Answers for a path without a slash at the end that may be a directory. To find out whether it is one, a single name in it is enough.
     */
    static Response withoutSlash(Exchange exchange, String path) {
        Listing any = exchange.repository().list(path, "", 1);
        return any.directories().isEmpty() && any.files().isEmpty()
                ? Answers.notFound()
                : Answers.redirectToDirectory(exchange.request());
    }

    private static boolean wantsJson(RepositoryRequest request) {
        if (request.parameter("format").isPresent()) {
            return request.parameter("format").get().equals("json");
        }
        String accept = request.headers().joined("Accept").orElse("").toLowerCase(Locale.ROOT);
        return accept.contains("application/json") && !accept.contains("text/html");
    }

    private static int limit(RepositoryRequest request) {
        String text = request.parameter("limit").orElse(Integer.toString(PAGE));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a number out of range is.
        }
        throw new InvalidInputException("Cannot list " + Quote.of(text)
                + " names on a page; limit is a number from 1 to " + LARGEST_PAGE + ".");
    }
}
