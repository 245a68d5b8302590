package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import java.util.List;
import java.util.Optional;

/** {@code GET /-/v1/search}. */
final class SearchEndpoint {
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_SIZE = 250;
    private static final int MAX_FROM = 10_000;

    /** Hits bring readmes along, so few are held at once; but not too few: a group asks its members from the beginning for every page. */
    private static final int PAGE = 100;

    /** How far hits are counted. Clients print the number or page by it; nobody looks that far. */
    private static final int MAX_TOTAL = 1000;

    private SearchEndpoint() {}

    /** Answers the request. */
    static Response search(Exchange exchange) {
        int from = number(exchange, "from", 0, MAX_FROM);
        int size = number(exchange, "size", DEFAULT_SIZE, MAX_SIZE);
        SearchQuery query =
                SearchQuery.parse(exchange.request().parameter("text").orElse(""));
        ObjectNode body = Answer.object();
        ArrayNode objects = body.putArray("objects");
        int total = collect(exchange.repository(), query, from, size, objects);
        UpstreamSearch upstream =
                new UpstreamSearch(exchange.request().parameter("text").orElse(""), size, objects);
        if (from == 0) {
            exchange.upstreams().forEach(upstream::add);
        }
        body.put("total", total + upstream.added());
        body.put("time", Timestamp.of(exchange.now()));
        return upstream.failed().isEmpty() ? Answer.ok(body) : incomplete(body, upstream.failed());
    }

    private static Response incomplete(ObjectNode body, List<String> failed) {
        String notice = "Only what is stored here was searched: the upstream of " + String.join(", ", failed)
                + " does not answer. Try again later.";
        return Answer.ok(body).toBuilder().header(Answer.NOTICE, notice).build();
    }

    private static int collect(Repository repository, SearchQuery query, int from, int size, ArrayNode objects) {
        int total = 0;
        for (int offset = 0; offset <= MAX_FROM && total < Math.max(MAX_TOTAL, from + size); offset += PAGE) {
            List<SearchHit> page = repository.search(query.words(), offset, PAGE);
            for (SearchHit hit : page) {
                if (hit.attributes().containsKey(PackageAttributes.VERSION) && query.accepts(hit)) {
                    if (total >= from && objects.size() < size) {
                        objects.add(describe(hit));
                    }
                    total++;
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return total;
    }

    private static ObjectNode describe(SearchHit hit) {
        ObjectNode object = Answer.object();
        object.set("package", describePackage(hit));
        ObjectNode score = object.putObject("score");
        score.put("final", 1);
        score.putObject("detail").put("quality", 1).put("popularity", 1).put("maintenance", 1);
        object.put("searchScore", 1);
        return object;
    }

    private static ObjectNode describePackage(SearchHit hit) {
        String name = hit.name().value();
        String scope = new NpmName(name).scope();
        JsonNode summary = Json.readStored(hit.attributes().getOrDefault(PackageAttributes.SUMMARY, "{}"));
        ObjectNode found = Answer.object();
        found.put("name", name);
        found.put("scope", scope.isEmpty() ? "unscoped" : scope.substring(1));
        found.put("version", hit.attributes().getOrDefault(PackageAttributes.VERSION, ""));
        found.put("description", summary.path("description").asText(""));
        found.set("keywords", summary.path("keywords").isArray() ? summary.path("keywords") : found.arrayNode());
        found.put("date", Timestamp.of(hit.modified()));
        if (summary.path("author").isObject()) {
            found.set("author", summary.path("author"));
        }
        if (summary.path("license").isTextual()) {
            found.set("license", summary.path("license"));
        }
        describeLinks(summary, found.putObject("links"));
        List<Person> owners = Owners.of(hit.attributes());
        publisher(hit, owners).ifPresent(person -> found.set("publisher", account(person)));
        ArrayNode maintainers = found.putArray("maintainers");
        owners.forEach(owner -> maintainers.add(account(owner)));
        return found;
    }

    private static void describeLinks(JsonNode summary, ObjectNode links) {
        putIfText(links, "homepage", summary.path("homepage"));
        putIfText(links, "repository", summary.path("repository").path("url"));
        putIfText(links, "bugs", summary.path("bugs").path("url"));
    }

    private static void putIfText(ObjectNode links, String name, JsonNode value) {
        if (value.isTextual()) {
            links.set(name, value);
        }
    }

    private static Optional<Person> publisher(SearchHit hit, List<Person> owners) {
        String stored = hit.attributes().get(PackageAttributes.PUBLISHER);
        return stored != null
                ? Person.read(Json.readStored(stored))
                : owners.stream().findFirst();
    }

    private static ObjectNode account(Person person) {
        return Answer.object().put("username", person.name()).put("email", person.email());
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
