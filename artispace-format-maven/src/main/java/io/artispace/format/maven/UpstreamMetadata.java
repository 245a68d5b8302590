package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code maven-metadata.xml} of a remote repository, of whatever level, read tolerantly: Maven 4 writes it with a namespace and with empty
 * classifiers, repositories before Maven 3 without the list of a snapshot's files. Used once.
 */
final class UpstreamMetadata {
    private final List<String> versions = new ArrayList<>();
    private final List<SnapshotEntry> files = new ArrayList<>();
    private final List<Plugin> plugins = new ArrayList<>();
    private String groupId = "";
    private String artifactId = "";
    private String timestamp = "";
    private String buildNumber = "";

    private UpstreamMetadata() {}

    /** A plugin of a group. */
    record Plugin(String artifactId, PluginEntry entry) {}

    /**
     * Reads a document.
     *
     * @throws InvalidInputException if it is malformed
     */
    static UpstreamMetadata read(InputStream in) {
        UpstreamMetadata metadata = new UpstreamMetadata();
        XmlCursor xml = new XmlCursor("the upstream's maven-metadata.xml", in);
        xml.read("metadata", name -> {
            switch (name) {
                case "groupId" -> metadata.groupId = xml.text();
                case "artifactId" -> metadata.artifactId = xml.text();
                case "versioning" -> metadata.versioning(xml);
                case "plugins" -> xml.children(plugin -> metadata.plugin(xml));
                default -> {
                    // Skipped.
                }
            }
        });
        return metadata;
    }

    private void versioning(XmlCursor xml) {
        xml.children(name -> {
            switch (name) {
                case "versions" -> xml.children(version -> versions.add(xml.text()));
                case "snapshotVersions" -> xml.children(version -> files.add(SnapshotEntry.read(xml)));
                case "snapshot" ->
                    xml.children(part -> {
                        switch (part) {
                            case "timestamp" -> timestamp = xml.text();
                            case "buildNumber" -> buildNumber = xml.text();
                            default -> {
                                // Skipped.
                            }
                        }
                    });
                default -> {
                    // Skipped.
                }
            }
        });
    }

    private void plugin(XmlCursor xml) {
        String[] texts = {"", "", ""};
        xml.children(name -> {
            switch (name) {
                case "name" -> texts[0] = xml.text();
                case "prefix" -> texts[1] = xml.text();
                case "artifactId" -> texts[2] = xml.text();
                default -> {
                    // Skipped.
                }
            }
        });
        if (!texts[1].isEmpty() && texts[1].indexOf(' ') < 0 && !texts[2].isEmpty()) {
            plugins.add(new Plugin(texts[2], new PluginEntry(texts[1], texts[0])));
        }
    }

    /**
     * Demands that the document is about an artifact; one that does not say is taken at its place.
     *
     * @throws InvalidInputException if it speaks of another
     */
    void requireArtifact(Artifact artifact) {
        boolean other = !groupId.isEmpty() && !groupId.equals(artifact.groupId())
                || !artifactId.isEmpty() && !artifactId.equals(artifact.artifactId());
        if (other) {
            throw new InvalidInputException("The upstream's metadata of " + Quote.of(artifact) + " is about "
                    + Quote.of(groupId + ":" + artifactId) + ".");
        }
    }

    List<String> versions() {
        return versions;
    }

    List<Plugin> plugins() {
        return plugins;
    }

    /** The newest files of a snapshot version. */
    List<SnapshotEntry> files(String version) {
        if (!files.isEmpty() || timestamp.isEmpty() || buildNumber.isEmpty()) {
            return files.stream().filter(entry -> !entry.value().isEmpty()).toList();
        }
        String value = Snapshots.stem(version) + timestamp + '-' + buildNumber;
        return List.of(new SnapshotEntry("", "jar", value), new SnapshotEntry("", "pom", value));
    }
}
