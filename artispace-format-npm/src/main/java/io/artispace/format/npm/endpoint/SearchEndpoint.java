package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /-/v1/search}. */
final class SearchEndpoint {
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_SIZE = 250;

    private SearchEndpoint() {}

    /** Answers the request. */
    static Response search(Exchange exchange) {
        int from = number(exchange, "from", 0, StoredSearch.MAX_FROM);
        int size = number(exchange, "size", DEFAULT_SIZE, MAX_SIZE);
        SearchQuery query =
                SearchQuery.parse(exchange.request().parameter("text").orElse(""));
        ObjectNode body = Json.object();
        ArrayNode objects = body.putArray("objects");
        StoredSearch stored = new StoredSearch(query, from, size, objects);
        stored.run(exchange.repository());
        UpstreamSearch upstream = new UpstreamSearch(
                exchange.request().parameter("text").orElse(""),
                Math.max(0, from - stored.total()),
                size - objects.size(),
                objects,
                stored.names());
        exchange.upstreams().stream().filter(UpstreamLink::mayBeAsked).forEach(upstream::add);
        body.put("total", Math.min(stored.total() + upstream.total(), StoredSearch.MAX_FROM));
        body.put("time", Timestamp.of(exchange.now()));
        List<String> notices = new ArrayList<>();
        if (!upstream.failed().isEmpty()) {
            notices.add("Only what is stored here was searched: the upstream of " + String.join(", ", upstream.failed())
                    + " does not answer. Try again later.");
        }
        if (!stored.unreadable().isEmpty()) {
            notices.add("Left out, because what is stored of them cannot be read: "
                    + String.join(", ", stored.unreadable()) + ". Publish a new version of them.");
        }
        return notices.isEmpty()
                ? Answer.ok(body)
                : Answer.ok(body).toBuilder()
                        .header(Answer.NOTICE, String.join(" ", notices))
                        .build();
    }

    private static int number(Exchange exchange, String parameter, int absent, int max) {
        String text = exchange.request().parameter(parameter).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidInputException(
                    "Cannot search: " + parameter + " must be a number, and is " + Quote.of(text) + ".");
        }
        return Math.min(Integer.parseInt(text), max);
    }
}
