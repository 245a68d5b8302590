package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.PackageChanges;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The description of a package, which is that of its latest version. It is stored in the package's attributes, too, so that searching
 * and rendering need not look at versions; a publication that moves the tag has to record it anew.
 */
public final class LatestFacts {
    private static final List<String> SUMMARY =
            List.of("description", "license", "keywords", "author", "repository", "homepage", "bugs");
    private static final List<String> ATTRIBUTES = List.of(
            PackageAttributes.VERSION,
            PackageAttributes.PUBLISHED,
            PackageAttributes.SUMMARY,
            PackageAttributes.DESCRIPTION,
            PackageAttributes.KEYWORDS,
            PackageAttributes.PUBLISHER);
    private static final int MAX_TEXT = 16 * 1024;

    private LatestFacts() {}

    /** Points the tag to a version that is there; the commit fails if it is gone by then. */
    static void move(Repository repository, NpmName name, String version, PackageChanges changes) {
        repository
                .view(name.packageName(), ViewScope.version(version))
                .flatMap(view -> view.version(version))
                .ifPresentOrElse(found -> move(name, found, changes), () -> changes.tag(DistTag.LATEST, version));
    }

    /** Points the tag to a version that was just read. */
    static void move(NpmName name, VersionView found, PackageChanges changes) {
        changes.tag(DistTag.LATEST, found.name());
        Map<String, String> facts = of(found.name(), StoredManifest.decode(found, name), found.published());
        for (String attribute : ATTRIBUTES) {
            String fact = facts.get(attribute);
            if (fact == null) {
                changes.removeAttribute(attribute);
            } else {
                changes.attribute(attribute, fact);
            }
        }
    }

    /**
     * Describes a package by another version, without a readme: only that of the version before is known.
     *
     * @param attributes those of the package, to be changed
     * @param facts what the other version says
     */
    public static void replace(Map<String, String> attributes, Map<String, String> facts) {
        boolean other =
                !Objects.equals(attributes.get(PackageAttributes.VERSION), facts.get(PackageAttributes.VERSION));
        if (other) {
            attributes.remove(PackageAttributes.README);
            attributes.remove(PackageAttributes.README_FILE);
        }
        attributes.keySet().removeAll(ATTRIBUTES);
        attributes.putAll(facts);
    }

    /** Returns what a manifest says and when it was published, as attributes of its package. */
    public static Map<String, String> of(String version, ObjectNode manifest, Instant published) {
        Map<String, String> facts = of(version, manifest);
        facts.put(PackageAttributes.PUBLISHED, Timestamp.of(published));
        return facts;
    }

    /** Returns what a manifest says, as attributes of its package; nothing of what it does not say. */
    public static Map<String, String> of(String version, ObjectNode manifest) {
        ObjectNode summary = Json.object();
        for (String member : SUMMARY) {
            JsonNode value = manifest.get(member);
            if (value != null && !value.isNull() && JsonText.of(value).length() <= MAX_TEXT) {
                summary.set(member, value);
            }
        }
        Map<String, String> facts = new HashMap<>();
        facts.put(PackageAttributes.VERSION, version);
        facts.put(PackageAttributes.SUMMARY, JsonText.of(summary));
        put(facts, PackageAttributes.DESCRIPTION, manifest.path("description").asText(""));
        put(facts, PackageAttributes.KEYWORDS, keywords(manifest.path("keywords")));
        Person.read(manifest.path("_npmUser"))
                .ifPresent(publisher -> facts.put(PackageAttributes.PUBLISHER, JsonText.of(publisher.json())));
        return facts;
    }

    private static String keywords(JsonNode keywords) {
        List<String> words = new ArrayList<>();
        for (JsonNode keyword : keywords) {
            if (keyword.isTextual()) {
                words.add(keyword.textValue().replace('\n', ' '));
            }
        }
        return String.join("\n", words);
    }

    private static void put(Map<String, String> facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.put(key, KeptText.of(value, MAX_TEXT));
        }
    }
}
