package io.artispace.format.maven;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.format.FileOwner;
import io.artispace.format.Rendering;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.xml.XmlText;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code archetype-catalog.xml}: the archetypes of a repository. Each is an attribute of one package of its own, so that the catalog
 * is rendered without looking at any other: {@code group:artifact:version} with its description.
 */
final class ArchetypeCatalog {
    /** No group id begins with a dot. */
    static final PackageName PACKAGE = PackageName.of(".archetypes");

    static final Rendering RENDERING = new Rendering(
            "archetype-catalog",
            ViewScope.versions(),
            ArtifactMetadata.CONTENT_TYPE,
            view -> view.attributes().isEmpty()
                    ? Optional.empty()
                    : Optional.of(SummedDocument.withSums(render(view))));

    private ArchetypeCatalog() {}

    /** The attribute of an archetype. */
    static String attribute(Artifact artifact, String version) {
        return artifact + ":" + version;
    }

    /** The version that an attribute is about. */
    static Optional<FileOwner> archetype(String attribute) {
        int version = attribute.lastIndexOf(':');
        return version < 0
                ? Optional.empty()
                : Names.artifact(attribute.substring(0, version))
                        .map(artifact -> new FileOwner(artifact.packageName(), attribute.substring(version + 1)));
    }

    /** Takes deleted versions out of the catalog. If there never was an archetype, this costs only a look at the catalog's revision. */
    static void forget(Repository repository, Publication publication, Artifact artifact, Collection<String> versions) {
        if (repository.revision(PACKAGE).isEmpty()) {
            return;
        }
        Map<String, String> known = repository
                .view(PACKAGE, ViewScope.versions())
                .map(PackageView::attributes)
                .orElse(Map.of());
        versions.stream()
                .map(version -> attribute(artifact, version))
                .filter(known::containsKey)
                .forEach(attribute -> publication.change(PACKAGE).removeAttribute(attribute));
    }

    private static byte[] render(PackageView view) {
        XmlText xml = new XmlText().open("archetype-catalog").open("archetypes");
        new TreeMap<>(view.attributes()).forEach((attribute, description) -> {
            String[] coordinates = attribute.split(":", 3);
            xml.open("archetype")
                    .element("groupId", coordinates[0])
                    .element("artifactId", coordinates[1])
                    .element("version", coordinates[2]);
            if (!description.isEmpty()) {
                xml.element("description", description);
            }
            xml.close("archetype");
        });
        return xml.close("archetypes").close("archetype-catalog").bytes();
    }
}
