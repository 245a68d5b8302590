package io.artispace.format.npm.endpoint;

import io.artispace.InvalidInputException;
import io.artispace.SearchHit;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The text of a search: words, and qualifiers such as {@code keywords:cli,tool}, {@code author:}, {@code maintainer:} and {@code scope:},
 * of which all must hold.
 *
 * @param words what is looked for in names, descriptions and keywords
 * @param qualifiers what must hold beside
 */
record SearchQuery(String words, List<Qualifier> qualifiers) {
    /** Each is compared with each package that is found, of which there may be thousands. */
    private static final int MAX_QUALIFIERS = 16;

    /** Copies the list. */
    SearchQuery {
        qualifiers = List.copyOf(qualifiers);
    }

    /**
     * A qualifier.
     *
     * @param kind the word before the colon
     * @param value what follows, in lower case
     */
    record Qualifier(String kind, String value) {}

    /**
     * Reads a text; qualifiers that are about ranking, or unknown, say nothing here.
     *
     * @throws InvalidInputException if there are too many qualifiers
     */
    static SearchQuery parse(String text) {
        List<String> words = new ArrayList<>();
        List<Qualifier> qualifiers = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            int colon = word.indexOf(':');
            String kind = colon < 0 ? "" : word.substring(0, colon);
            switch (kind) {
                case "keywords", "author", "maintainer", "scope" ->
                    qualifiers.add(new Qualifier(kind, word.substring(colon + 1).toLowerCase(Locale.ROOT)));
                case "not", "is", "boost-exact", "insecure" -> {}
                default -> words.add(word);
            }
        }
        if (qualifiers.size() > MAX_QUALIFIERS) {
            throw new InvalidInputException(
                    "Cannot search: there are more than " + MAX_QUALIFIERS + " qualifiers such as author:name.");
        }
        return new SearchQuery(String.join(" ", words), qualifiers);
    }

    /** Tells whether every qualifier holds. */
    boolean accepts(SearchHit hit) {
        return qualifiers.stream().allMatch(qualifier -> holds(qualifier, hit));
    }

    private static boolean holds(Qualifier qualifier, SearchHit hit) {
        Map<String, String> attributes = hit.attributes();
        String value = qualifier.value();
        return switch (qualifier.kind()) {
            case "keywords" -> {
                List<String> keywords = lower(attributes.getOrDefault(PackageAttributes.KEYWORDS, ""))
                        .lines()
                        .toList();
                yield List.of(value.split("[,+]")).stream().anyMatch(keywords::contains);
            }
            case "author" -> author(attributes).equals(value);
            case "maintainer" ->
                Owners.of(attributes).stream()
                        .anyMatch(owner -> lower(owner.name()).equals(value));
            default -> hit.name().value().startsWith((value.startsWith("@") ? value : "@" + value) + "/");
        };
    }

    private static String author(Map<String, String> attributes) {
        String summary = attributes.getOrDefault(PackageAttributes.SUMMARY, "{}");
        return lower(Json.readStored(summary).path("author").path("name").asText(""));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
