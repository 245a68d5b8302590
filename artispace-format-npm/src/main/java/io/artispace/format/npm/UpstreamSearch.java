package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.artispace.PackageName;
import io.artispace.UpstreamFailedException;
import io.artispace.format.Exchange;
import io.artispace.format.UpstreamLink;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Fills a page of search results with what upstreams find. Names that may not come from an upstream are not taken from its answer, nor told to it; an
 * upstream that fails adds nothing, for a search is no install.
 */
final class UpstreamSearch {
    private UpstreamSearch() {}

    /** Adds results and returns how many more there are. */
    static int add(Exchange exchange, int size, ArrayNode objects) {
        String text = exchange.request().parameter("text").orElse("").strip();
        if (text.isEmpty()) {
            return 0;
        }
        int total = 0;
        for (UpstreamLink upstream : exchange.upstreams()) {
            if (mayBeTold(text, upstream)) {
                total += add(upstream, text, size, objects);
            }
        }
        return total;
    }

    private static boolean mayBeTold(String text, UpstreamLink upstream) {
        for (String word : text.split("\\s+")) {
            boolean name = word.length() <= PackageName.MAX_LENGTH && !word.contains("\\");
            if (!name || !upstream.permits(PackageName.of(word))) {
                return false;
            }
        }
        return true;
    }

    private static int add(UpstreamLink upstream, String text, int size, ArrayNode objects) {
        try {
            UpstreamLink.Answer answer =
                    upstream.get("-/v1/search?text=" + UrlText.encode(text) + "&size=" + size + "&from=0");
            if (answer.status() != 200) {
                return 0;
            }
            JsonNode found = Json.read(new ByteArrayInputStream(answer.body()), "the upstream's search results");
            return take(found.path("objects"), upstream, size, objects);
        } catch (UpstreamFailedException unavailable) {
            return 0;
        }
    }

    private static int take(JsonNode found, UpstreamLink upstream, int size, ArrayNode objects) {
        Set<String> known = new HashSet<>();
        objects.forEach(object -> known.add(object.path("package").path("name").asText("")));
        int more = 0;
        for (JsonNode object : found) {
            String name = object.path("package").path("name").asText("");
            String version = object.path("package").path("version").asText("");
            if (!name.isEmpty() && known.add(name) && upstream.permits(PackageName.of(name), version)) {
                more++;
                if (objects.size() < size) {
                    objects.add(object);
                }
            }
        }
        return more;
    }
}
