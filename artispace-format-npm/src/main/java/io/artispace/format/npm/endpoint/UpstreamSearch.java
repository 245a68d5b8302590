package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.TooLargeException;
import io.artispace.UpstreamFailedException;
import io.artispace.exchange.UrlText;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Timestamp;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fills a page of search results with what upstreams find. Names that may not come from an upstream are neither sent to it nor taken
 * from its answer. An upstream that fails adds only its name to the answer: a search is no install, and need not fail.
 */
final class UpstreamSearch {
    /** Characters that are in no name. */
    private static final Pattern BESIDE_NAMES = Pattern.compile("[^A-Za-z0-9@/._~-]+");

    private final String text;
    private final ArrayNode objects;
    private final Set<String> known;
    private final List<String> failed = new ArrayList<>();
    private int skip;
    private int room;
    private long total;

    /**
     * Begins with what is known here.
     *
     * @param text the words looked for
     * @param skip how many results of the upstreams are on the pages before
     * @param room how many results fit on the page beside those that are on it
     * @param objects the results so far, to be added to
     * @param known the names of all results here, on whatever page; added to
     */
    UpstreamSearch(String text, int skip, int room, ArrayNode objects, Set<String> known) {
        this.text = text.strip();
        this.skip = skip;
        this.room = room;
        this.objects = objects;
        this.known = known;
    }

    /** Adds results of an upstream, if it may be told what is looked for. */
    void add(UpstreamLink upstream) {
        if (text.isEmpty() || !mayBeTold(upstream)) {
            return;
        }
        try {
            // Even if nothing fits any more, the total has to be known.
            UpstreamLink.Answer answer = upstream.upTo(Json.MAX_VALUE_SIZE)
                    .get("-/v1/search?text=" + UrlText.encode(text) + "&size=" + Math.max(1, room) + "&from=" + skip);
            if (answer.status() == 200) {
                add(Json.read(new ByteArrayInputStream(answer.body()), "the upstream's search results"), upstream);
            }
        } catch (UpstreamFailedException | InvalidInputException | TooLargeException unusable) {
            failed.add(upstream.repository());
        }
    }

    /**
     * Adds a result. One that is left out, because it is known here or may not be shown, leaves its place empty: so each result is on
     * exactly one page, though nobody remembers what earlier pages have shown.
     */
    private void add(JsonNode found, UpstreamLink upstream) {
        JsonNode listed = found.path("objects");
        int fitting = Math.min(room, listed.size());
        for (int i = 0; i < fitting; i++) {
            take(listed.get(i), upstream);
        }
        long seen = listed.isEmpty() ? 0 : (long) skip + listed.size();
        long there = Math.max(found.path("total").asLong(0), seen);
        total += there;
        room -= fitting;
        skip = (int) Math.max(0, skip - there);
    }

    /** Returns how many results the upstreams have, on whatever page, with those that are left out. */
    long total() {
        return total;
    }

    /** Returns the proxies whose upstream could not be searched. */
    List<String> failed() {
        return failed;
    }

    private boolean mayBeTold(UpstreamLink upstream) {
        return Stream.of(text, text.toLowerCase(Locale.ROOT))
                .flatMap(spelling -> Arrays.stream(spelling.split("\\s+")))
                .allMatch(word -> mayBeTold(word, upstream));
    }

    /** A name may stand by itself, behind a qualifier, or among quotes and commas. */
    private static boolean mayBeTold(String word, UpstreamLink upstream) {
        boolean scope = word.startsWith("scope:");
        return Stream.concat(Stream.of(word.substring(word.indexOf(':') + 1)), Arrays.stream(BESIDE_NAMES.split(word)))
                .allMatch(name ->
                        permits(upstream, name) && (!scope && !name.startsWith("@") || permitsScope(upstream, name)));
    }

    private static boolean permitsScope(UpstreamLink upstream, String scope) {
        return scope.contains("/") || permits(upstream, (scope.startsWith("@") ? scope : "@" + scope) + "/any");
    }

    /** Tells whether a word may be sent to an upstream. One that cannot be a name reveals none. */
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
            objects.add(object);
        }
    }

    /** Tells whether a hit may be shown. It is about the package's newest version, and its date is when that appeared. */
    private static boolean permits(JsonNode found, String name, UpstreamLink upstream) {
        Instant published = Timestamp.find(found.path("date").asText("")).orElse(null);
        return upstream.permits(PackageName.of(name), found.path("version").asText(""), published);
    }

    private static String name(JsonNode object) {
        return object.path("package").path("name").asText("");
    }
}
