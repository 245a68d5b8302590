package io.artispace.format.npm.upstream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import io.artispace.format.npm.json.MeteredStream;
import io.artispace.format.npm.packument.ManifestRules;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.StoredManifest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    private final JsonText first = new JsonText();
    private final JsonText second = new JsonText();
    private final JsonText text = new JsonText();

    /**
     * A manifest of a version that can be installed.
     *
     * @param text as it is kept
     * @param tarball where the upstream has the tarball
     * @param deprecated why the version should not be used; empty if nothing is said against it
     */
    record Manifest(String text, String tarball, String deprecated) {}

    /**
     * What became of a manifest.
     *
     * @param manifest null if the version is to be left out
     * @param reason why it is left out; empty if it is not
     */
    record Outcome(@Nullable Manifest manifest, String reason) {}

    /**
     * Reads the manifest whose first token the parser is at; afterwards the parser is at its last. A version is left out if its manifest
     * is of another package or version, does not say where the tarball is, or breaks the limits for one value.
     *
     * @param in what the parser reads
     */
    Outcome read(JsonParser parser, MeteredStream in, NpmName name, String version) throws IOException {
        first.clear();
        second.clear();
        ObjectNode judged = Json.object();
        Optional<String> broken = Json.membersOrSkip(parser, in, (member, json) -> {
            JsonText run = StoredManifest.isAbbreviated(member) ? first : second;
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
        String reason = broken.or(() -> flaw(judged, name, version)).orElse("");
        return new Outcome(reason.isEmpty() ? manifest(judged) : null, reason);
    }

    private static Optional<String> flaw(ObjectNode judged, NpmName name, String version) {
        if (!judged.path("name").asText("").equals(name.value())) {
            return Optional.of("Its manifest is of another package.");
        }
        if (!judged.path("version").asText("").equals(version)) {
            return Optional.of("Its manifest is of another version.");
        }
        return judged.path("dist").path("tarball").isTextual()
                ? Optional.empty()
                : Optional.of("Its manifest does not say where the tarball is.");
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
