package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.TooLargeException;
import io.artispace.UpstreamFailedException;
import io.artispace.format.UpstreamLink;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills a page of search results with what upstreams find. Names that may not come from an upstream are not taken from its answer, nor told to it; an
 * upstream that fails adds nothing but its name, for a search is no install.
 */
final class UpstreamSearch {
    private final String text;
    private final int size;
    private final ArrayNode objects;
    private final Set<String> known = new HashSet<>();
    private final List<String> failed = new ArrayList<>();
    private int added;

    /**
     * Begins with what is known here.
     *
     * @param text the words looked for
     * @param size how many results fit
     * @param objects the results so far, to be added to
     */
    UpstreamSearch(String text, int size, ArrayNode objects) {
        this.text = text.strip();
        this.size = size;
        this.objects = objects;
        objects.forEach(object -> known.add(name(object)));
    }

    /** Adds results of an upstream, if it may be told what is looked for. */
    void add(UpstreamLink upstream) {
        if (text.isEmpty() || !mayBeTold(upstream)) {
            return;
        }
        try {
            UpstreamLink.Answer answer =
                    upstream.get("-/v1/search?text=" + UrlText.encode(text) + "&size=" + size + "&from=0");
            if (answer.status() == 200) {
                JsonNode found = Json.read(new ByteArrayInputStream(answer.body()), "the upstream's search results");
                found.path("objects").forEach(object -> take(object, upstream));
            }
        } catch (UpstreamFailedException | InvalidInputException | TooLargeException unusable) {
            failed.add(upstream.repository());
        }
    }

    /** Returns how many more results there are, on the page or beyond. */
    int added() {
        return added;
    }

    /** Returns the proxies whose upstream could not be searched. */
    List<String> failed() {
        return failed;
    }

    private boolean mayBeTold(UpstreamLink upstream) {
        return Arrays.stream(text.split("\\s+")).allMatch(word -> {
            String plain = word.substring(word.indexOf(':') + 1);
            return permits(upstream, plain)
                    && (!word.startsWith("scope:") && !plain.startsWith("@")
                            || plain.contains("/")
                            || permits(upstream, (plain.startsWith("@") ? plain : "@" + plain) + "/any"));
        });
    }

    /** What cannot be a name reveals none. */
    private static boolean permits(UpstreamLink upstream, String word) {
        try {
            return word.isEmpty() || upstream.permits(PackageName.of(word));
        } catch (InvalidInputException noName) {
            return true;
        }
    }

    private void take(JsonNode object, UpstreamLink upstream) {
        String name = name(object);
        if (!name.isEmpty() && permits(object.path("package"), name, upstream) && known.add(name)) {
            added++;
            if (objects.size() < size) {
                objects.add(object);
            }
        }
    }

    /** A hit is about its newest version, and its date is when that appeared. */
    private static boolean permits(JsonNode found, String name, UpstreamLink upstream) {
        Instant published = Timestamp.find(found.path("date").asText("")).orElse(null);
        return upstream.permits(PackageName.of(name), found.path("version").asText(""), published);
    }

    private static String name(JsonNode object) {
        return object.path("package").path("name").asText("");
    }
}
