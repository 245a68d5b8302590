package io.artispace.format.maven;

import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.Rendering;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.layout.Times;
import io.artispace.format.maven.version.MavenVersion;
import io.artispace.format.maven.xml.XmlText;
import java.util.List;
import java.util.Optional;

/** {@code maven-metadata.xml} of an artifact: its versions in Maven's order. */
final class ArtifactMetadata {
    static final String CONTENT_TYPE = "application/xml";
    static final Rendering RENDERING = new Rendering(
            "maven-metadata",
            ViewScope.versions(),
            CONTENT_TYPE,
            view -> view.versions().isEmpty() ? Optional.empty() : Optional.of(SummedDocument.withSums(render(view))));

    private ArtifactMetadata() {}

    private static byte[] render(PackageView view) {
        XmlText xml = new XmlText().open("metadata");
        write(view, xml);
        return xml.close("metadata").bytes();
    }

    /** Writes what is within {@code metadata}. */
    static void write(PackageView view, XmlText xml) {
        Artifact artifact = Artifact.parse(view.name().value());
        List<String> versions = MavenVersion.sorted(
                view.versions().stream().map(VersionView::name).toList());
        xml.element("groupId", artifact.groupId()).element("artifactId", artifact.artifactId());
        xml.open("versioning").element("latest", versions.get(versions.size() - 1));
        newestRelease(versions).ifPresent(release -> xml.element("release", release));
        xml.open("versions");
        versions.forEach(version -> xml.element("version", version));
        xml.close("versions")
                .element("lastUpdated", Times.updated(view.modified()))
                .close("versioning");
        if (PluginMetadata.isIn(view)) {
            PluginMetadata.write(view, xml);
        }
    }

    /** The highest version that is no snapshot. */
    static Optional<String> newestRelease(List<String> sorted) {
        for (int i = sorted.size() - 1; i >= 0; i--) {
            if (!Snapshots.isSnapshot(sorted.get(i))) {
                return Optional.of(sorted.get(i));
            }
        }
        return Optional.empty();
    }
}
