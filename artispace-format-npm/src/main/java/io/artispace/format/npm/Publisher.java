package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StagedBlob;
import io.artispace.ViewScope;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The publish rules, for the protocol and the Java API alike: from a staged tarball to a version, its file, its tags and what the package
 * says of itself. Looks at no version but the one it publishes, so its cost does not depend on how many there are.
 */
final class Publisher {
    private final Repository repository;
    private final Publication publication;

    /**
     * Creates a publisher.
     *
     * @param repository where to
     * @param publication has the tarball staged; committed here, closed by the caller
     */
    Publisher(Repository repository, Publication publication) {
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
    record Subject(
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
    boolean publish(Subject subject, StagedBlob tarball, PackedPackage packed) {
        NpmName name = subject.name();
        String version = subject.version();
        name.requirePublishable();
        SemanticVersion.of(version);
        DistTag.check(subject.tag());
        requireIdentity(subject, packed);
        Optional<PackageView> before = repository.view(name.packageName(), ViewScope.version(version));
        if (before.flatMap(view -> view.version(version)).isPresent()) {
            throw taken(name, version, "it is there already, and a published version never changes");
        }
        ObjectNode manifest =
                ManifestBuilder.build(name, version, packed, subject.sent(), tarball, subject.publisher());
        PackageChanges changes = publication.change(name.packageName());
        boolean first =
                !before.map(view -> view.tags().containsKey(DistTag.LATEST)).orElse(false);
        boolean alsoLatest = first && !subject.tag().equals(DistTag.LATEST);
        if (alsoLatest) {
            // Somebody else's first publish may be about to set the tag.
            changes.expectRevision(before.map(PackageView::revision)
                    .orElseGet(() -> repository.revision(name.packageName()).orElse(0)));
        }
        putVersion(changes, subject, manifest, tarball, packed);
        changes.tag(subject.tag(), version);
        if (alsoLatest) {
            changes.tag(DistTag.LATEST, version);
        }
        if (alsoLatest || subject.tag().equals(DistTag.LATEST)) {
            LatestFacts.record(version, manifest, changes);
            recordReadme(changes, subject, packed);
        }
        recordOwnership(changes, subject, before);
        commit(name, version);
        return alsoLatest;
    }

    private static void requireIdentity(Subject subject, PackedPackage packed) {
        String name = packed.manifest().path("name").asText("");
        String version = packed.manifest().path("version").asText("");
        boolean sameVersion = version.equals(subject.version())
                || SemanticVersion.clean(version).equals(subject.version());
        if (!name.equals(subject.name().value()) || !sameVersion) {
            throw new InvalidInputException("Cannot publish " + Quote.of(subject.name() + "@" + subject.version())
                    + ": the package.json in its tarball says it is " + Quote.of(name + "@" + version)
                    + ". Pack it again.");
        }
    }

    private static void putVersion(
            PackageChanges changes, Subject subject, ObjectNode manifest, StagedBlob tarball, PackedPackage packed) {
        String version = subject.version();
        JsonNode deprecated = packed.manifest().path(StoredManifest.DEPRECATED);
        Map<String, String> attributes =
                deprecated.isTextual() && !deprecated.textValue().isEmpty()
                        ? Map.of(StoredManifest.DEPRECATED, deprecated.textValue())
                        : Map.of();
        changes.putVersion(version, attributes, StoredManifest.encode(manifest), Overwrite.NEVER);
        changes.putFile(version, subject.name().tarball(version), tarball, Overwrite.NEVER);
        StagedBlob provenance = subject.provenance();
        if (provenance != null) {
            changes.putFile(version, subject.name().provenance(version), provenance, Overwrite.NEVER);
        }
    }

    private static void recordReadme(PackageChanges changes, Subject subject, PackedPackage packed) {
        boolean sent = !subject.readme().isEmpty();
        String readme = sent ? subject.readme() : packed.readme();
        String file = sent && !subject.readmeFile().isEmpty() ? subject.readmeFile() : packed.readmeFile();
        if (readme.isEmpty()) {
            changes.removeAttribute(PackageAttributes.README);
        } else {
            int end = Math.min(readme.length(), TarballInspector.MAX_README);
            changes.attribute(PackageAttributes.README, readme.substring(0, end));
        }
        if (readme.isEmpty() || file == null) {
            changes.removeAttribute(PackageAttributes.README_FILE);
        } else {
            changes.attribute(PackageAttributes.README_FILE, file);
        }
    }

    private static void recordOwnership(PackageChanges changes, Subject subject, Optional<PackageView> before) {
        if (!subject.access().isEmpty()) {
            changes.attribute(PackageAttributes.ACCESS, subject.access());
        }
        Person publisher = subject.publisher();
        boolean owned = before.map(view -> view.attributes().containsKey(PackageAttributes.MAINTAINERS))
                .orElse(false);
        if (publisher != null && !owned) {
            ArrayNode maintainers = JsonNodeFactory.instance.arrayNode().add(publisher.json());
            changes.attribute(PackageAttributes.MAINTAINERS, JsonText.of(maintainers));
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
