package io.artispace.format.npm.upstream;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.TooLargeException;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.MeteredStream;
import io.artispace.format.npm.packument.Deprecation;
import io.artispace.format.npm.packument.DistTag;
import io.artispace.format.npm.packument.KeptText;
import io.artispace.format.npm.packument.LatestFacts;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.Publisher;
import io.artispace.format.npm.packument.SemanticVersion;
import io.artispace.format.npm.packument.StoredManifest;
import io.artispace.format.npm.packument.Timestamp;
import io.artispace.format.npm.tarball.TarballInspector;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a packument of a remote registry, full or abbreviated, one version at a time, so that only what is kept of a large one is in
 * memory. Not everything that clients have published over decades is well-formed: a version that cannot be installed (no {@code dist},
 * another name, a malformed version, more than is read of one value) is left out, and the others are taken. Used once.
 */
final class UpstreamPackumentReader {
    /** The version attribute that says where the upstream has the tarball. */
    static final String TARBALL = "upstreamTarball";

    /** Tags that can be kept and asked for; others are of no use to anyone. */
    private static final Pattern TAG = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final int MAX_URL = 8 * 1024;

    /** More than any registry tells of a package, beside its versions. */
    private static final int MAX_MEMBERS = 10_000;

    /** Those that are left out included; core takes half as many. */
    private static final int MAX_VERSIONS = 200_000;

    /** How many versions are told that are left out: enough to see what is wrong. */
    private static final int MAX_LEFT_OUT = 100;

    private static final int MAX_VERSION = 256;

    private static final String WHAT = "the upstream's packument";

    private final NpmName name;
    private final MeteredStream in;
    private final UpstreamManifestReader manifests = new UpstreamManifestReader();
    private final Map<String, StoredVersion> versions = new LinkedHashMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Map<String, Instant> times = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private boolean named;

    private UpstreamPackumentReader(NpmName name, InputStream in) {
        this.name = name;
        this.in = new MeteredStream(in, Json.MAX_VALUE_SIZE, WHAT);
    }

    private record StoredVersion(String manifest, Map<String, String> attributes) {}

    /**
     * Reads a document to its end.
     *
     * @throws InvalidInputException if it is malformed or of another package
     */
    static UpstreamPackage read(NpmName name, InputStream in) throws IOException {
        return new UpstreamPackumentReader(name, in).read(UpstreamPackumentReader::readPackument);
    }

    /**
     * Reads a document about one version to its end.
     *
     * @return the version, or none, if it is another one, of another package, or cannot be installed
     * @throws InvalidInputException if it is malformed
     */
    static UpstreamPackage readVersion(NpmName name, String version, InputStream in) throws IOException {
        return new UpstreamPackumentReader(name, in).read((reader, parser) -> reader.readVersion(version, parser));
    }

    @FunctionalInterface
    private interface Content {
        void read(UpstreamPackumentReader reader, JsonParser parser) throws IOException;
    }

    private UpstreamPackage read(Content content) throws IOException {
        try (JsonParser parser = Json.parser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException(WHAT + " is not a JSON object.");
            }
            content.read(this, parser);
            Json.requireEnd(parser);
            return result();
        } catch (JsonProcessingException | IllegalStateException e) {
            throw Json.malformed(WHAT, e);
        } catch (TooLargeException e) {
            throw new InvalidInputException(WHAT + " holds a value that is too large.", e);
        }
    }

    private void readPackument(JsonParser parser) throws IOException {
        int members = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Json.requireFew(++members, MAX_MEMBERS);
            in.renew();
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (member) {
                case "versions" -> readVersions(parser, value);
                case "name", "time", "modified", "dist-tags", "maintainers", "readme", "readmeFilename" ->
                    readMember(member, Json.value(parser));
                default -> {
                    // Nothing of it is kept, however long it is.
                    in.suspend();
                    Json.skip(parser);
                }
            }
        }
        if (!named && versions.isEmpty() && leftOut.isEmpty()) {
            // Such as an error with the status 200, which must not be taken for a package without versions either.
            throw new InvalidInputException(WHAT + " says nothing of a package.");
        }
    }

    private void readMember(String member, JsonNode value) {
        switch (member) {
            case "name" -> {
                if (!value.asText("").equals(name.value())) {
                    throw new InvalidInputException("The upstream's packument of " + Quote.of(name) + " is of "
                            + Quote.of(value.asText("")) + ".");
                }
                named = true;
            }
            case "time" -> {
                Json.forEachMember(
                        value,
                        (version, time) -> Timestamp.find(time.asText("")).ifPresent(t -> times.put(version, t)));
                putTime(PackageAttributes.CREATED, times.get("created"));
                putTime(PackageAttributes.MODIFIED, times.get("modified"));
            }
            case "modified" ->
                putTime(
                        PackageAttributes.MODIFIED,
                        Timestamp.find(value.asText("")).orElse(null));
            case "dist-tags" ->
                Json.forEachMember(value, (tag, version) -> {
                    if (version.isTextual() && TAG.matcher(tag).matches()) {
                        tags.put(tag, version.textValue());
                    }
                });
            case "maintainers" -> {
                if (value.isArray()) {
                    attributes.put(PackageAttributes.MAINTAINERS, Owners.ofUpstream(value));
                }
            }
            case "readme" -> putText(PackageAttributes.README, value, TarballInspector.MAX_README);
            default -> putText(PackageAttributes.README_FILE, value, Publisher.MAX_FILE_NAME);
        }
    }

    private void putTime(String attribute, @Nullable Instant told) {
        if (told != null) {
            attributes.put(attribute, Timestamp.of(told));
        }
    }

    private void putText(String attribute, JsonNode value, int limit) {
        String text = value.asText("");
        if (!text.isEmpty()) {
            attributes.put(attribute, KeptText.of(text, limit));
        }
    }

    private void readVersions(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            // Taken for a package without versions, it would be absent, and a group would ask its next member.
            throw new InvalidInputException(WHAT + " has versions that are no object.");
        }
        int members = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Json.requireFew(++members, MAX_VERSIONS);
            in.renew();
            String version = parser.currentName();
            parser.nextToken();
            readVersion(version, parser);
        }
    }

    private void readVersion(String version, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            in.suspend();
            Json.skip(parser);
            leaveOut(version, "It has no manifest.");
            return;
        }
        UpstreamManifestReader.Outcome outcome = manifests.read(parser, in, name, version);
        UpstreamManifestReader.Manifest manifest = outcome.manifest();
        if (manifest == null) {
            leaveOut(version, outcome.reason());
        } else if (SemanticVersion.parse(version).isEmpty()) {
            leaveOut(version, "It is no version as Semantic Versioning has it.");
        } else {
            add(version, manifest);
        }
    }

    private void leaveOut(String version, String reason) {
        if (leftOut.size() < MAX_LEFT_OUT) {
            leftOut.put(KeptText.of(version, MAX_VERSION), reason);
        }
    }

    private void add(String version, UpstreamManifestReader.Manifest manifest) {
        Map<String, String> kept = new HashMap<>();
        kept.put(TARBALL, KeptText.of(manifest.tarball(), MAX_URL));
        String reason = manifest.deprecated();
        if (!reason.isEmpty()) {
            kept.put(StoredManifest.DEPRECATED, KeptText.of(reason, Deprecation.MAX_LENGTH));
        }
        versions.put(version, new StoredVersion(manifest.text(), kept));
    }

    private UpstreamPackage result() {
        repairTags();
        latest().ifPresent(version -> {
            StoredVersion latest = requireNonNull(versions.get(version));
            attributes.putAll(LatestFacts.of(version, StoredManifest.decode(latest.manifest())));
            putTime(PackageAttributes.PUBLISHED, times.get(version));
        });
        List<UpstreamPackage.Version> all = new ArrayList<>(versions.size());
        versions.forEach((version, stored) -> all.add(
                new UpstreamPackage.Version(version, times.get(version), stored.attributes(), stored.manifest())));
        return new UpstreamPackage(attributes, all, tags, leftOut);
    }

    /**
     * Drops tags of versions that are not there. Only {@code latest}, which every client asks for, is pointed to the highest version below:
     * to a pre-release only if it was at one.
     */
    private void repairTags() {
        String latest = tags.get(DistTag.LATEST);
        tags.values().removeIf(version -> !versions.containsKey(version));
        Optional.ofNullable(latest)
                .filter(version -> !versions.containsKey(version))
                .flatMap(SemanticVersion::parse)
                .flatMap(this::below)
                .ifPresent(version -> tags.put(DistTag.LATEST, version));
    }

    private Optional<String> below(SemanticVersion latest) {
        return versions.keySet().stream()
                .map(SemanticVersion::of)
                .filter(version -> version.compareTo(latest) <= 0)
                .filter(version -> latest.isPrerelease() || !version.isPrerelease())
                .map(SemanticVersion::text)
                .max(SemanticVersion.TEXT_ORDER);
    }

    /** Returns the version that describes the package: the one tagged {@code latest} or, without that tag, the highest release. */
    private Optional<String> latest() {
        return Optional.ofNullable(tags.get(DistTag.LATEST))
                .or(() -> versions.keySet().stream()
                        .max(Comparator.comparing((String version) ->
                                        !SemanticVersion.of(version).isPrerelease())
                                .thenComparing(SemanticVersion.TEXT_ORDER)));
    }
}
