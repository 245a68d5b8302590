package io.artispace.format.npm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonBytes;
import io.artispace.format.npm.packument.ManifestRules;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.StoredManifest;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads manifests of another registry's packument, one after the other, into the form in which they are kept, see
 * {@link StoredManifest}. All but a few members are copied as they are read. An object for each of the hundred thousand values of a
 * large packument would make up most of the cost of reading it, and most of the garbage in a small heap. Used by one thread.
 */
final class UpstreamManifestReader {
    private static final String DEPENDENCIES = "dependencies";
    private static final String BUNDLED = "bundleDependencies";
    private static final String BUNDLED_TOO = "bundledDependencies";
    private static final String INSTALL_SCRIPT = "hasInstallScript";

    private final JsonBytes first = new JsonBytes();
    private final JsonBytes second = new JsonBytes();
    private final JsonBytes text = new JsonBytes();

    /**
     * A manifest of a version that can be installed.
     *
     * @param text as it is kept
     * @param tarball where the upstream has the tarball
     * @param deprecated why the version should not be used; empty if nothing is said against it
     */
    record Manifest(String text, String tarball, String deprecated) {}

    /**
     * Reads the manifest whose first token the parser is at; afterwards the parser is at its last.
     *
     * @return the manifest; empty if it is of another package or version, or does not say where the tarball is
     */
    Optional<Manifest> read(JsonParser parser, NpmName name, String version) throws IOException {
        first.clear();
        second.clear();
        ObjectNode judged = JsonNodeFactory.instance.objectNode();
        Json.members(parser, (member, json) -> {
            JsonBytes run = StoredManifest.isAbbreviated(member) ? first : second;
            switch (member) {
                case "dist", "deprecated", "readme", "readmeFilename", BUNDLED, BUNDLED_TOO, INSTALL_SCRIPT ->
                    judged.set(member, json.node(parser));
                case "name", "version", "scripts" -> {
                    JsonNode value = json.node(parser);
                    judged.set(member, value);
                    run.appendName(member);
                    run.append(value);
                }
                default -> {
                    run.appendName(member);
                    json.copy(parser, run);
                }
            }
        });
        boolean usable = judged.path("name").asText("").equals(name.value())
                && judged.path("version").asText("").equals(version)
                && judged.path("dist").path("tarball").isTextual();
        return usable ? Optional.of(manifest(judged)) : Optional.empty();
    }

    private Manifest manifest(ObjectNode judged) {
        if (judged.path(BUNDLED).asBoolean() || judged.path(BUNDLED_TOO).asBoolean()) {
            // "true" means that all dependencies are bundled. That is so rare that they are read once more here.
            judged.set(DEPENDENCIES, Json.readStoredObject("{" + first + "}").path(DEPENDENCIES));
        }
        ManifestRules.complete(judged);
        for (String member : new String[] {BUNDLED, INSTALL_SCRIPT}) {
            if (judged.has(member)) {
                first.appendName(member);
                first.append(judged.path(member));
            }
        }
        ObjectNode dist = (ObjectNode) judged.required("dist");
        String tarball = dist.remove("tarball").textValue();
        first.appendName("dist");
        first.append(dist);
        // The tarball's URL follows when it is shown.
        first.shorten(1);
        text.clear();
        text.append(Integer.toString(first.length()));
        text.append(':');
        text.append(first);
        text.append(second);
        String deprecated = judged.path("deprecated").asText("");
        return new Manifest(text.toString(), tarball, deprecated.equals("false") ? "" : deprecated);
    }
}
