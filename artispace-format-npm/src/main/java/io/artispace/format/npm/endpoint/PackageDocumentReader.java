package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.artispace.InvalidInputException;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.TooLargeException;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.MeteredStream;
import io.artispace.format.npm.packument.Publisher;
import io.artispace.format.npm.packument.StoredManifest;
import io.artispace.format.npm.tarball.TarballInspector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads a {@link PackageDocument} token by token. The members may come in any order. A tarball goes from its base64 into the blob store as
 * it is read, so that its size does not matter; every other member, and each version on its own, is read into memory within the limits
 * of {@link Json}. Used once.
 */
final class PackageDocumentReader {
    private static final String BODY = "the request's body";
    private static final String README = "readme";
    private static final int MAX_MEMBERS = 10_000;
    private static final int MAX_VERSIONS = 100_000;
    private static final int MAX_DEPRECATIONS = 8 * 1024 * 1024;

    /** Everything that any endpoint looks at; the rest of a packument that a client sends back is skipped. */
    private static final Set<String> KNOWN =
            Set.of("_id", "_rev", "name", "access", "dist-tags", "maintainers", "users", "readme", "readmeFilename");

    private final MeteredStream in;
    private final Publication publication;
    private final PackageDocument document = new PackageDocument();
    private int deprecations;

    private PackageDocumentReader(InputStream body, Publication publication) {
        this.in = new MeteredStream(body, Json.MAX_VALUE_SIZE, BODY);
        this.publication = publication;
    }

    /**
     * Reads a body to its end.
     *
     * @param publication where attachments are staged
     */
    static PackageDocument read(InputStream body, Publication publication) {
        PackageDocumentReader reader = new PackageDocumentReader(body, publication);
        try (JsonParser parser = Json.parser(reader.in)) {
            reader.read(parser);
            return reader.document;
        } catch (IOException | IllegalStateException e) {
            throw Json.malformed(BODY, e);
        }
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidInputException("The request's body must be a JSON object.");
        }
        int members = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Json.requireFew(++members, MAX_MEMBERS);
            in.renew();
            String member = parser.currentName();
            parser.nextToken();
            if (member.equals("versions")) {
                readVersions(parser);
            } else if (member.equals("_attachments")) {
                readAttachments(parser);
            } else if (KNOWN.contains(member)) {
                document.setMember(member, member.equals(README) ? readme(parser) : Json.value(parser));
            } else {
                Json.skip(parser);
            }
        }
        Json.requireEnd(parser);
    }

    private void readVersions(JsonParser parser) throws IOException {
        requireObject(parser, "versions");
        document.beginVersions();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            in.renew();
            String version = parser.currentName();
            parser.nextToken();
            requireObject(parser, version);
            ObjectNode manifest = manifest(parser);
            document.addVersion(version, manifest);
            deprecations += manifest.path(StoredManifest.DEPRECATED).asText("").length();
            if (document.versions().size() > MAX_VERSIONS || deprecations > MAX_DEPRECATIONS) {
                throw new TooLargeException("The request's body has more than " + MAX_VERSIONS
                        + " versions, or says too much about their deprecation.");
            }
        }
    }

    /**
     * Reads a manifest. Only the beginning of a readme is kept; since it may be longer than everything else, it has an allowance of its
     * own.
     */
    private ObjectNode manifest(JsonParser parser) throws IOException {
        ObjectNode manifest = Json.object();
        Json.members(
                parser,
                (member, json) -> manifest.set(member, member.equals(README) ? readme(parser) : json.node(parser)));
        return manifest;
    }

    private JsonNode readme(JsonParser parser) throws IOException {
        long left = in.renew();
        try {
            JsonNode readme = Json.value(parser);
            return readme.isTextual() ? TextNode.valueOf(Publisher.beginning(readme.textValue())) : readme;
        } catch (TooLargeException e) {
            throw new TooLargeException("Cannot publish: the readme takes more than " + Json.MAX_VALUE_SIZE
                    + " bytes. Shorten it; only its first " + TarballInspector.MAX_README
                    + " characters are kept anyway.");
        } finally {
            in.goOn(left);
        }
    }

    private void readAttachments(JsonParser parser) throws IOException {
        requireObject(parser, "_attachments");
        document.beginAttachments();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            in.renew();
            String fileName = parser.currentName();
            if (document.attachments().stream()
                    .anyMatch(other -> other.isProvenance() == Attachment.isProvenance(fileName))) {
                throw new InvalidInputException("Cannot publish several files, such as " + Quote.of(fileName)
                        + ": send one tarball, and at most one statement of provenance.");
            }
            parser.nextToken();
            requireObject(parser, fileName);
            readAttachment(fileName, parser);
        }
    }

    private void readAttachment(String fileName, JsonParser parser) throws IOException {
        StagedBlob content = null;
        long length = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (member.equals("data") && value == JsonToken.VALUE_STRING) {
                content = Attachment.isProvenance(fileName) ? stageText(parser) : stageBase64(parser);
            } else if (member.equals("length") && value == JsonToken.VALUE_NUMBER_INT) {
                length = parser.getLongValue();
            } else {
                Json.skip(parser);
            }
        }
        if (content == null) {
            throw new InvalidInputException("The attachment " + Quote.of(fileName) + " has no data.");
        }
        if (length >= 0 && length != content.size() && !Attachment.isProvenance(fileName)) {
            throw new InvalidInputException("The attachment " + Quote.of(fileName) + " should be " + length
                    + " bytes long and is " + content.size() + ". Publish again.");
        }
        document.addAttachment(new Attachment(fileName, content));
    }

    private StagedBlob stageBase64(JsonParser parser) throws IOException {
        // The tarball goes to the blob store, which has a limit of its own.
        in.suspend();
        try (Publication.Sink sink = publication.stage()) {
            parser.readBinaryValue(sink);
            return sink.finish();
        } catch (IllegalArgumentException e) {
            // The parser throws this for a character that is not in base64.
            throw new InvalidInputException("The data of an attachment is not base64.", e);
        } finally {
            in.renew();
        }
    }

    private StagedBlob stageText(JsonParser parser) throws IOException {
        return publication.stage(new ByteArrayInputStream(parser.getText().getBytes(StandardCharsets.UTF_8)));
    }

    private static void requireObject(JsonParser parser, String what) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new InvalidInputException(
                    "The member " + Quote.of(what) + " of the request's body must be an object.");
        }
    }
}
