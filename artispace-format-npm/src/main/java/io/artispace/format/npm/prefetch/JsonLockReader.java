package io.artispace.format.npm.prefetch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.MeteredStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads {@code package-lock.json}, {@code npm-shrinkwrap.json} or {@code bun.lock}, entry by entry. Lock versions 2 and 3 of npm list
 * everything flat under {@code packages}; version 1 has a tree under {@code dependencies}, which version 2 repeats for old clients. bun has
 * {@code packages} too, but each is an array. Used once.
 */
final class JsonLockReader {
    private static final String WHAT = "the lock file";
    private static final String MODULES = "node_modules/";

    private final Map<String, LockedPackage> flat = new LinkedHashMap<>();
    private final Map<String, LockedPackage> tree = new LinkedHashMap<>();

    private JsonLockReader() {}

    /** Reads a file: every version once, in the order of the file. */
    static List<LockedPackage> read(InputStream in) throws IOException {
        JsonLockReader reader = new JsonLockReader();
        MeteredStream metered = new MeteredStream(in, Json.MAX_VALUE_SIZE, WHAT);
        try (JsonParser parser = Json.parser(metered)) {
            // As bun writes them.
            parser.enable(JsonReadFeature.ALLOW_TRAILING_COMMA.mappedFeature());
            reader.read(parser, metered);
        } catch (JsonProcessingException | IllegalStateException e) {
            throw Json.malformed(WHAT, e);
        }
        return List.copyOf((reader.flat.isEmpty() ? reader.tree : reader.flat).values());
    }

    private void read(JsonParser parser, MeteredStream in) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidInputException("The lock file is not a JSON object.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            in.renew();
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (member.equals("packages") && value == JsonToken.START_OBJECT) {
                forEachEntry(parser, in, this::addInstalled);
            } else if (member.equals("dependencies") && value == JsonToken.START_OBJECT) {
                forEachEntry(parser, in, this::addTree);
            } else {
                Json.skip(parser);
            }
        }
        Json.requireEnd(parser);
    }

    private static void forEachEntry(JsonParser parser, MeteredStream in, BiConsumer<String, JsonNode> consumer)
            throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            in.renew();
            String key = parser.currentName();
            parser.nextToken();
            consumer.accept(key, Json.value(parser));
        }
    }

    /** Adds an entry of npm, unless it is not below a {@code node_modules}: that is the project itself, or a workspace of it. */
    private void addInstalled(String place, JsonNode entry) {
        if (entry.isArray()) {
            LockedPackage.ofBun(entry).ifPresent(found -> add(flat, found));
            return;
        }
        int modules = place.lastIndexOf(MODULES);
        if (modules >= 0) {
            LockedPackage.of(place.substring(modules + MODULES.length()), entry).ifPresent(found -> add(flat, found));
        }
    }

    private void addTree(String name, JsonNode entry) {
        LockedPackage.of(name, entry).ifPresent(found -> add(tree, found));
        Json.forEachMember(entry.path("dependencies"), this::addTree);
    }

    private static void add(Map<String, LockedPackage> packages, LockedPackage found) {
        packages.putIfAbsent(found.path().value(), found);
        LockFile.checkCount(packages.size());
    }
}
