package io.artispace.format.maven;

import io.artispace.FileView;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.Rendering;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.SnapshotBuilds;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Times;
import io.artispace.format.maven.xml.XmlText;
import java.time.Instant;
import java.util.Optional;

/** {@code maven-metadata.xml} of a snapshot version: the newest file of each classifier and extension. */
final class SnapshotMetadata {
    private SnapshotMetadata() {}

    static Rendering rendering(String version) {
        return new Rendering(
                "snapshot-metadata:" + version,
                ViewScope.version(version),
                ArtifactMetadata.CONTENT_TYPE,
                view -> view.version(version)
                        .filter(found -> !found.files().isEmpty()
                                || !SnapshotBuilds.read(version, found.manifest())
                                        .isEmpty())
                        .map(found -> SummedDocument.withSums(render(view, found))));
    }

    private static byte[] render(PackageView view, VersionView version) {
        Artifact artifact = Artifact.parse(view.name().value());
        SnapshotFiles files = SnapshotFiles.of(artifact, version);
        XmlText xml = new XmlText().open("metadata");
        xml.element("groupId", artifact.groupId())
                .element("artifactId", artifact.artifactId())
                .element("version", version.name());
        String updated = Times.updated(lastPublished(version));
        xml.open("versioning");
        files.newestBuild()
                .ifPresent(build -> xml.open("snapshot")
                        .element("timestamp", build.timestamp())
                        .element("buildNumber", Integer.toString(build.number()))
                        .close("snapshot"));
        xml.element(
                "lastUpdated",
                files.newestBuild().map(SnapshotFiles.Build::updated).orElse(updated));
        xml.open("snapshotVersions");
        for (FileName file : files.newest()) {
            xml.open("snapshotVersion");
            if (!file.classifier().isEmpty()) {
                xml.element("classifier", file.classifier());
            }
            Optional<SnapshotFiles.Build> build = SnapshotFiles.build(file);
            xml.element("extension", file.extension())
                    .element("value", file.version())
                    .element("updated", build.map(SnapshotFiles.Build::updated).orElse(updated))
                    .close("snapshotVersion");
        }
        return xml.close("snapshotVersions")
                .close("versioning")
                .close("metadata")
                .bytes();
    }

    private static Instant lastPublished(VersionView version) {
        return version.files().stream()
                .map(FileView::published)
                .max(Instant::compareTo)
                .orElse(version.published());
    }
}
