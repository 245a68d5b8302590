package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.StoredManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What clients send to change a package: one document for publishing, deprecating, starring, owning and unpublishing, told apart by what is
 * in it. Filled by {@link PackageDocumentReader}; what is absent stays null or empty. Used by one thread.
 */
final class PackageDocument {
    private static final String ID = "_id";
    private static final String NAME = "name";
    private static final String REVISION = "_rev";

    private final Map<String, JsonNode> members = new LinkedHashMap<>();
    private final Map<String, Optional<String>> versions = new LinkedHashMap<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private @Nullable ObjectNode firstManifest;
    private boolean hasVersions;
    private boolean hasAttachments;

    void setMember(String name, JsonNode value) {
        members.put(name, value);
    }

    void beginVersions() {
        hasVersions = true;
    }

    /** Adds a version. Only the first manifest is kept, which is the only one in a publish; of the others only the deprecation. */
    void addVersion(String version, ObjectNode manifest) {
        if (firstManifest == null) {
            firstManifest = manifest;
        }
        JsonNode deprecated = manifest.get(StoredManifest.DEPRECATED);
        versions.put(
                version,
                deprecated == null
                        ? Optional.empty()
                        : Optional.of(deprecated.isTextual() ? deprecated.textValue() : ""));
    }

    void beginAttachments() {
        hasAttachments = true;
    }

    void addAttachment(Attachment attachment) {
        attachments.add(attachment);
    }

    /** Demands that the document is about this package. */
    void requireName(NpmName name) {
        for (String member : List.of(NAME, ID)) {
            JsonNode value = members.get(member);
            if (value != null && !value.isNull() && !name.value().equals(value.asText())) {
                throw new InvalidInputException("The document sent for " + Quote.of(name) + " says it is about "
                        + Quote.of(value.asText()) + "; the name in the URL, \"name\" and \"_id\" must be the same.");
            }
        }
    }

    /** Returns a member that is a text; empty if it is absent, null or something else. */
    String text(String member) {
        JsonNode value = members.get(member);
        return value != null && value.isTextual() ? value.textValue() : "";
    }

    /** Returns a member; empty if it is absent or null. */
    Optional<JsonNode> member(String member) {
        return Optional.ofNullable(members.get(member)).filter(value -> !value.isNull());
    }

    /** Returns the revision the sender has seen; empty if it does not say. */
    String revision() {
        return text(REVISION);
    }

    /** Returns the tags. */
    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        member("dist-tags")
                .ifPresent(json -> Json.forEachMember(json, (tag, version) -> {
                    if (!version.isTextual()) {
                        throw new InvalidInputException("The tag " + Quote.of(tag) + " must name a version.");
                    }
                    tags.put(tag, version.textValue());
                }));
        return tags;
    }

    /** Tells whether the document says which versions there are. */
    boolean hasVersions() {
        return hasVersions;
    }

    /** Returns the versions, each with why it is deprecated: empty text for "not", no text where nothing is said. */
    Map<String, Optional<String>> versions() {
        return versions;
    }

    /** Returns the manifest of the first version. */
    Optional<ObjectNode> firstManifest() {
        return Optional.ofNullable(firstManifest);
    }

    /** Tells whether the document says which files there are, be it none. */
    boolean hasAttachments() {
        return hasAttachments;
    }

    /** Returns the files. */
    List<Attachment> attachments() {
        return attachments;
    }
}
