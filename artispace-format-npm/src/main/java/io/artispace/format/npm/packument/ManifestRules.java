package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.tarball.PackedPackage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Normalises the various spellings in a {@code package.json} as npm does before it publishes (see its {@code normalize-package-data}),
 * since clients expect one spelling in a packument.
 */
public final class ManifestRules {
    private static final List<String> TEXT_MAPS = List.of(
            "dependencies", "optionalDependencies", "devDependencies", "peerDependencies", "scripts", "engines");

    private ManifestRules() {}

    /** Brings a manifest into the one spelling. */
    static void normalise(ObjectNode manifest, NpmName name, PackedPackage packed) {
        for (String member : TEXT_MAPS) {
            checkTextMap(manifest, member);
        }
        normaliseBin(manifest, name);
        normaliseBundled(manifest);
        normaliseLinks(manifest);
        normaliseKeywords(manifest);
        if (packed.hasNativeSources() && !runs(manifest, "install") && !runs(manifest, "preinstall")) {
            ObjectNode scripts =
                    manifest.get("scripts") instanceof ObjectNode given ? given : manifest.putObject("scripts");
            scripts.put("install", "node-gyp rebuild");
            manifest.put("gypfile", true);
        }
    }

    /** Completes a manifest of another registry's full packument by what the abbreviated form says besides. */
    public static void complete(ObjectNode manifest) {
        normaliseBundled(manifest);
        markInstallScript(manifest);
    }

    /** Has a manifest say whether installing the package runs something of it. */
    static void markInstallScript(ObjectNode manifest) {
        if (hasInstallScript(manifest)) {
            manifest.put("hasInstallScript", true);
        }
    }

    private static boolean hasInstallScript(ObjectNode manifest) {
        return runs(manifest, "preinstall") || runs(manifest, "install") || runs(manifest, "postinstall");
    }

    private static boolean runs(ObjectNode manifest, String script) {
        return !manifest.path("scripts").path(script).asText("").isEmpty();
    }

    private static void checkTextMap(ObjectNode manifest, String member) {
        JsonNode value = manifest.get(member);
        if (value == null) {
            return;
        }
        // Old packages say engines as a list; it is shown as it is and means nothing to today's clients.
        if (value.isNull() || value.isArray() && (value.isEmpty() || member.equals("engines"))) {
            manifest.remove(member);
            return;
        }
        boolean texts = value.isObject();
        for (JsonNode entry : value) {
            texts &= entry.isTextual();
        }
        if (!texts) {
            throw new InvalidInputException("The package.json of the tarball is not accepted: " + Quote.of(member)
                    + " must be an object whose values are strings.");
        }
    }

    /** A single program is named like the package; paths stay within the package. */
    private static void normaliseBin(ObjectNode manifest, NpmName name) {
        JsonNode given = manifest.remove("bin");
        if (given == null) {
            return;
        }
        ObjectNode bin = Json.object();
        if (given.isTextual()) {
            putBin(bin, name.baseName(), given.textValue());
        } else if (given.isArray()) {
            given.forEach(path -> putBin(bin, path.asText(""), path.asText("")));
        } else {
            Json.forEachMember(given, (program, path) -> putBin(bin, program, path.asText("")));
        }
        if (!bin.isEmpty()) {
            manifest.set("bin", bin);
        }
    }

    private static void putBin(ObjectNode bin, String name, String path) {
        String program = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.replace('\\', '/').split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        if (!program.isEmpty() && !program.equals(".") && !program.equals("..") && !segments.isEmpty()) {
            bin.put(program, String.join("/", segments));
        }
    }

    /** The member has two spellings, and {@code true} for all dependencies. */
    private static void normaliseBundled(ObjectNode manifest) {
        JsonNode other = manifest.remove("bundledDependencies");
        JsonNode given = manifest.has("bundleDependencies") ? manifest.remove("bundleDependencies") : other;
        if (given == null || given.isNull() || given.isBoolean() && !given.booleanValue()) {
            return;
        }
        ArrayNode bundled = manifest.putArray("bundleDependencies");
        if (given.isArray()) {
            bundled.addAll((ArrayNode) given);
        } else {
            (given.isBoolean() ? manifest.path("dependencies") : given)
                    .fieldNames()
                    .forEachRemaining(bundled::add);
        }
    }

    private static void normaliseLinks(ObjectNode manifest) {
        JsonNode repository = manifest.get("repository");
        if (repository != null && repository.isTextual()) {
            manifest.putObject("repository").put("type", "git").put("url", repository.textValue());
        }
        JsonNode bugs = manifest.get("bugs");
        if (bugs != null && bugs.isTextual()) {
            String text = bugs.textValue();
            manifest.putObject("bugs").put(text.contains("://") || !text.contains("@") ? "url" : "email", text);
        }
        JsonNode author = manifest.get("author");
        if (author != null && author.isTextual()) {
            manifest.set("author", person(author.textValue()));
        }
    }

    /** Reads {@code Name <email> (url)}. */
    private static ObjectNode person(String text) {
        ObjectNode person = Json.object();
        int end = text.length();
        int email = text.indexOf('<');
        int url = text.indexOf('(');
        int name = Math.min(email < 0 ? end : email, url < 0 ? end : url);
        person.put("name", text.substring(0, name).strip());
        int emailEnd = text.indexOf('>', Math.max(email, 0));
        if (email >= 0 && emailEnd > email) {
            person.put("email", text.substring(email + 1, emailEnd).strip());
        }
        int urlEnd = text.indexOf(')', Math.max(url, 0));
        if (url >= 0 && urlEnd > url) {
            person.put("url", text.substring(url + 1, urlEnd).strip());
        }
        return person;
    }

    private static void normaliseKeywords(ObjectNode manifest) {
        JsonNode keywords = manifest.get("keywords");
        if (keywords != null && keywords.isTextual()) {
            ArrayNode list = manifest.putArray("keywords");
            for (String keyword : keywords.textValue().split("[,\\s]+")) {
                if (!keyword.isEmpty()) {
                    list.add(keyword);
                }
            }
        }
    }
}
