package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.TooLargeException;
import io.artispace.exchange.UrlText;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.Person;
import io.artispace.format.npm.packument.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a search finds in what is stored here: counts the results, and describes those of one page. Used once. */
final class StoredSearch {
    /** How far a search can be followed. */
    static final int MAX_FROM = 10_000;

    /** Hits contain readmes, so few are held at once. */
    private static final int PAGE = 100;

    /** How far hits are counted. Clients print the number, or page by it, but nobody pages that far. */
    private static final int MAX_TOTAL = 1000;

    private static final int MAX_NAMED = 5;

    private final SearchQuery query;
    private final int from;
    private final int size;
    private final ArrayNode objects;
    private final Set<String> names = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private int total;

    /**
     * Prepares a search.
     *
     * @param query what is looked for
     * @param from how many results are on the pages before
     * @param size how many results fit on the page
     * @param objects the page, to be added to
     */
    StoredSearch(SearchQuery query, int from, int size, ArrayNode objects) {
        this.query = query;
        this.from = from;
        this.size = size;
        this.objects = objects;
    }

    /** Looks through a repository. */
    void run(Repository repository) {
        SearchPages pages = repository.search(query.words());
        for (int read = 0; read <= MAX_FROM && total < Math.max(MAX_TOTAL, from + size); read += PAGE) {
            List<SearchHit> page = pages.next(PAGE);
            page.forEach(this::take);
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    /** Returns how many results there are, on whatever page, as far as they were counted. */
    int total() {
        return total;
    }

    /** Returns the names of all that were counted. */
    Set<String> names() {
        return names;
    }

    /** Returns the first names, as in a URL, of packages that were left out because what is stored of them cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }

    private void take(SearchHit hit) {
        try {
            if (!hit.attributes().containsKey(PackageAttributes.VERSION) || !query.accepts(hit)) {
                return;
            }
            if (total >= from && objects.size() < size) {
                objects.add(describe(hit));
            }
            names.add(hit.name().value());
            total++;
        } catch (InvalidInputException | TooLargeException broken) {
            // One package must not hide all others.
            if (unreadable.size() < MAX_NAMED) {
                unreadable.add(UrlText.encode(hit.name().value()));
            }
        }
    }

    private static ObjectNode describe(SearchHit hit) {
        ObjectNode object = Json.object();
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
        ObjectNode found = Json.object();
        found.put("name", name);
        found.put("scope", scope.isEmpty() ? "unscoped" : scope.substring(1));
        found.put("version", hit.attributes().getOrDefault(PackageAttributes.VERSION, ""));
        found.put("description", summary.path("description").asText(""));
        found.set("keywords", summary.path("keywords").isArray() ? summary.path("keywords") : found.arrayNode());
        found.put("date", Timestamp.of(published(hit)));
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

    /** When the latest version appeared: that the package changed since, or when a proxy learned of it, says nothing. */
    private static Instant published(SearchHit hit) {
        return Timestamp.find(hit.attributes().getOrDefault(PackageAttributes.PUBLISHED, ""))
                .orElse(hit.modified());
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
        return Json.object().put("username", person.name()).put("email", person.email());
    }
}
