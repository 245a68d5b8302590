package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.TooLargeException;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import io.artispace.format.npm.tarball.PackedPackage;
import io.artispace.format.npm.tarball.TarballInspector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The publish rules, for the protocol and the Java API alike: from a staged tarball to a version, its file, its tags and what the package
 * says of itself. Looks at no version but the one it publishes, so its cost does not depend on how many there are.
 */
public final class Publisher {
    /** The most characters of the name of a readme's file. */
    public static final int MAX_FILE_NAME = 255;

    private final Repository repository;
    private final Publication publication;

    /**
     * Creates a publisher.
     *
     * @param repository where to
     * @param publication has the tarball staged; committed here, closed by the caller
     */
    public Publisher(Repository repository, Publication publication) {
        this.repository = repository;
        this.publication = publication;
    }

    /**
     * What is published, beside the tarball.
     *
     * @param name the package
     * @param version the version
     * @param tag the tag that shall point to it
     * @param sent the manifest as the client has it; may be empty
     * @param readme the readme; empty to take that of the tarball
     * @param readmeFile the name of its file; empty if unknown
     * @param access {@code public} or {@code restricted}; empty to leave it as it is
     * @param publisher who publishes; null if that is nobody in particular
     * @param provenance the statement of provenance; null if there is none
     */
    public record Subject(
            NpmName name,
            String version,
            String tag,
            ObjectNode sent,
            String readme,
            String readmeFile,
            String access,
            @Nullable Person publisher,
            @Nullable StagedBlob provenance) {}

    /**
     * Publishes.
     *
     * @param subject what
     * @param tarball its tarball
     * @param packed what the tarball says of itself
     * @return whether {@code latest} was set though another tag was asked for, because the package had none
     * @throws ConflictException if the version is, or was, there
     */
    public boolean publish(Subject subject, StagedBlob tarball, PackedPackage packed) {
        NpmName name = subject.name();
        String version = subject.version();
        name.requirePublishable();
        SemanticVersion.of(version);
        if (!SemanticVersion.clean(version).equals(version)) {
            throw new InvalidInputException("Cannot publish " + Quote.of(name + "@" + version)
                    + ": what follows the plus does not make it another version. Publish it as "
                    + Quote.of(SemanticVersion.clean(version)) + ".");
        }
        DistTag.check(subject.tag());
        requireIdentity(subject, packed);
        if (subject.readmeFile().length() > MAX_FILE_NAME) {
            throw new InvalidInputException("Cannot publish " + Quote.of(name + "@" + version)
                    + ": the name of its readme's file has more than " + MAX_FILE_NAME + " characters.");
        }
        ObjectNode manifest =
                ManifestBuilder.build(name, version, packed, subject.sent(), tarball, subject.publisher());
        PackageChanges changes = publication.change(name.packageName());
        putVersion(changes, subject, manifest, tarball, packed);
        changes.tag(subject.tag(), version);
        boolean latest = subject.tag().equals(DistTag.LATEST);
        if (!latest) {
            // Decided in the commit, since somebody else's first publish may set the tag before.
            changes.tagIfAbsent(DistTag.LATEST, version);
        }
        describe(changes, subject, manifest, packed);
        recordOwnership(changes, subject);
        commit(name, version);
        return !latest && isLatest(name, version);
    }

    /** Describes the package by this version, if the commit finds that it is the latest. */
    private void describe(PackageChanges changes, Subject subject, ObjectNode manifest, PackedPackage packed) {
        Map<String, String> facts =
                LatestFacts.of(subject.version(), manifest, repository.clock().instant());
        facts.putAll(readme(subject, packed));
        boolean latest = subject.tag().equals(DistTag.LATEST);
        changes.changeAttributes(attributes -> {
            if (latest || !attributes.containsKey(PackageAttributes.VERSION)) {
                LatestFacts.replace(attributes, facts);
            }
        });
    }

    private boolean isLatest(NpmName name, String version) {
        return PackageLookup.find(repository, name)
                .filter(view -> version.equals(view.tags().get(DistTag.LATEST)))
                .isPresent();
    }

    private static void requireIdentity(Subject subject, PackedPackage packed) {
        String name = packed.manifest().path("name").asText("");
        String version = packed.manifest().path("version").asText("");
        boolean sameVersion = version.equals(subject.version())
                || SemanticVersion.clean(version).equals(subject.version());
        if (!name.equals(subject.name().value()) || !sameVersion) {
            throw new InvalidInputException("Cannot publish " + Quote.of(subject.name() + "@" + subject.version())
                    + ": the package.json in its tarball says it is " + Quote.of(name + "@" + version)
                    + (name.equals(subject.name().value())
                            ? ". Set its \"version\" to " + Quote.of(subject.version()) + ", and pack it again."
                            : ". Pack it again."));
        }
    }

    private static void putVersion(
            PackageChanges changes, Subject subject, ObjectNode manifest, StagedBlob tarball, PackedPackage packed) {
        String version = subject.version();
        JsonNode deprecated = packed.manifest().path(StoredManifest.DEPRECATED);
        Map<String, String> attributes =
                deprecated.isTextual() && !deprecated.textValue().isEmpty()
                        ? Map.of(StoredManifest.DEPRECATED, Deprecation.check(version, deprecated.textValue()))
                        : Map.of();
        changes.putVersion(version, attributes, encode(subject, manifest), Overwrite.NEVER);
        changes.putFile(version, subject.name().tarball(version), tarball, Overwrite.NEVER);
        StagedBlob provenance = subject.provenance();
        if (provenance != null) {
            changes.putFile(version, subject.name().provenance(version), provenance, Overwrite.NEVER);
        }
    }

    private static String encode(Subject subject, ObjectNode manifest) {
        String encoded = StoredManifest.encode(manifest);
        if (encoded.length() > Json.MAX_VALUE_SIZE) {
            throw new TooLargeException("Cannot publish " + Quote.of(subject.name() + "@" + subject.version())
                    + ": its manifest takes " + encoded.length() + " characters, and at most " + Json.MAX_VALUE_SIZE
                    + " are kept. Make its package.json smaller.");
        }
        return encoded;
    }

    /** Returns as much of a readme as is kept. */
    public static String beginning(String readme) {
        return KeptText.of(readme, TarballInspector.MAX_README);
    }

    private static Map<String, String> readme(Subject subject, PackedPackage packed) {
        boolean sent = !subject.readme().isEmpty();
        String readme = sent ? subject.readme() : packed.readme();
        String file = sent && !subject.readmeFile().isEmpty() ? subject.readmeFile() : packed.readmeFile();
        Map<String, String> attributes = new HashMap<>();
        if (!readme.isEmpty()) {
            attributes.put(PackageAttributes.README, beginning(readme));
            if (file != null) {
                attributes.put(PackageAttributes.README_FILE, file);
            }
        }
        return attributes;
    }

    private static void recordOwnership(PackageChanges changes, Subject subject) {
        if (!subject.access().isEmpty()) {
            changes.attribute(PackageAttributes.ACCESS, subject.access());
        }
        Person publisher = subject.publisher();
        if (publisher != null) {
            String owners = JsonText.of(JsonNodeFactory.instance.arrayNode().add(publisher.json()));
            changes.changeAttributes(attributes -> attributes.putIfAbsent(PackageAttributes.MAINTAINERS, owners));
        }
    }

    private void commit(NpmName name, String version) {
        try {
            publication.commit();
        } catch (ConflictException e) {
            throw taken(name, version, e.getMessage());
        }
    }

    /** Begins with the sentence of the public registry, which some scripts look for. */
    private static ConflictException taken(NpmName name, String version, String reason) {
        return new ConflictException("cannot publish over existing version " + name + "@" + version + ": " + reason);
    }
}
