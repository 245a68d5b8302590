package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.packument.DistTag;
import io.artispace.format.npm.packument.Integrity;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Publisher;
import io.artispace.format.npm.tarball.PackedPackage;
import io.artispace.format.npm.tarball.TarballInspector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code PUT /NAME}: publishes a version; without a tarball it deprecates versions or sets a star. */
final class PublishEndpoint {
    private PublishEndpoint() {}

    /** Answers the request. */
    static Response put(Exchange exchange, NpmName name) {
        try (Publication publication = exchange.repository().publish()) {
            PackageDocument document =
                    PackageDocumentReader.read(exchange.request().body(), publication);
            document.requireName(name);
            if (document.hasAttachments() && document.attachments().isEmpty()) {
                throw noTarball(name);
            }
            if (!document.hasAttachments()) {
                UpdateEndpoint.update(exchange, name, document, publication);
                return Answer.done(201);
            }
            return publish(exchange, name, document, publication);
        }
    }

    private static Response publish(
            Exchange exchange, NpmName name, PackageDocument document, Publication publication) {
        StagedBlob tarball = attachment(document, false);
        if (tarball == null) {
            throw noTarball(name);
        }
        ObjectNode manifest = onlyManifest(name, document);
        String version = manifest.path("version").asText("");
        Integrity.verify(manifest.path("dist"), tarball.digests());
        Integrity.verify(manifest, tarball.digests());
        Publisher.Subject subject = new Publisher.Subject(
                name,
                version,
                onlyTag(version, document),
                manifest,
                either(manifest, document, "readme"),
                either(manifest, document, "readmeFilename"),
                AccessEndpoints.check(document.text("access")),
                Callers.person(exchange).orElse(null),
                attachment(document, true));
        PackedPackage packed = TarballInspector.inspect(tarball);
        boolean alsoLatest = new Publisher(exchange.repository(), publication).publish(subject, tarball, packed);
        Response done = Answer.done(201);
        return alsoLatest
                ? done.toBuilder()
                        .header(
                                Answer.NOTICE,
                                "The tag latest was set to " + version + " as well, because the package had none.")
                        .build()
                : done;
    }

    private static InvalidInputException noTarball(NpmName name) {
        return new InvalidInputException("Cannot publish " + Quote.of(name) + ": the document brings no tarball.");
    }

    private static @Nullable StagedBlob attachment(PackageDocument document, boolean provenance) {
        for (Attachment attachment : document.attachments()) {
            if (attachment.isProvenance() == provenance) {
                return attachment.content();
            }
        }
        return null;
    }

    /** Demands one manifest, with the same name as in the URL and the document; the name in the tarball is compared later. */
    private static ObjectNode onlyManifest(NpmName name, PackageDocument document) {
        if (document.versions().size() != 1) {
            throw new InvalidInputException("Cannot publish " + Quote.of(name) + ": the document holds "
                    + document.versions().size() + " versions, and exactly one can be published at a time.");
        }
        String version = document.versions().keySet().iterator().next();
        ObjectNode manifest = document.firstManifest().orElseThrow();
        requireSame(name, "name", name.value(), manifest.get("name"), true);
        requireSame(name, "version", version, manifest.get("version"), true);
        requireSame(name, "_id", name + "@" + version, manifest.get("_id"), false);
        return manifest;
    }

    private static void requireSame(
            NpmName name, String member, String expected, @Nullable JsonNode given, boolean required) {
        if (given == null && !required || given != null && given.asText("").equals(expected)) {
            return;
        }
        throw new InvalidInputException("Cannot publish " + Quote.of(name) + ": the manifest has " + Quote.of(member)
                + " " + (given == null ? "not at all" : Quote.of(given.asText(""))) + " where " + Quote.of(expected)
                + " is expected.");
    }

    private static String onlyTag(String version, PackageDocument document) {
        Map<String, String> tags = document.tags();
        if (tags.isEmpty()) {
            return DistTag.LATEST;
        }
        String tag = List.copyOf(tags.keySet()).get(0);
        if (tags.size() > 1 || !version.equals(tags.get(tag))) {
            throw new InvalidInputException("Cannot publish version " + Quote.of(version)
                    + ": the document must hold one tag, and that must point to the version.");
        }
        return tag;
    }

    /** npm, pnpm and bun say it in the manifest; yarn says it in the document. */
    private static String either(ObjectNode manifest, PackageDocument document, String member) {
        String value = manifest.path(member).asText("");
        return value.isEmpty() ? document.text(member) : value;
    }
}
