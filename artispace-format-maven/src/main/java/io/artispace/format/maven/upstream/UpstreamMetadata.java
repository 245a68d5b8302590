package io.artispace.format.maven.upstream;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.layout.SnapshotBuilds;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.plugin.PluginEntry;
import io.artispace.format.maven.plugin.PluginReader;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Any of the three documents that are called {@code maven-metadata.xml}, as another repository wrote it. Used once. */
final class UpstreamMetadata {
    private static final int MAX_NAME = 256;
    /**
     * Of one kind: as many versions as core takes. They are counted while they are read, since eight megabytes have room for two million.
     */
    private static final int MAX_ENTRIES = 100_000;

    private final XmlCursor xml;
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private final Map<String, String> plugins = new LinkedHashMap<>();
    /** The oldest first. A repository may list all builds it ever had, in whatever order. */
    private final PriorityQueue<Map<String, String>> builds =
            new PriorityQueue<>(Comparator.comparing(build -> build.getOrDefault("value", "")));

    private Map<String, String> snapshot = Map.of();

    private UpstreamMetadata(InputStream content) {
        xml = new XmlCursor("the metadata of the upstream", content);
    }

    /**
     * Reads a document.
     *
     * @throws InvalidInputException if it is no metadata
     */
    static UpstreamMetadata read(InputStream content) {
        UpstreamMetadata metadata = new UpstreamMetadata(content);
        metadata.xml.read("metadata", metadata::child);
        return metadata;
    }

    private void child(String name) {
        switch (name) {
            case "groupId", "artifactId", "version" -> texts.put(name, xml.text());
            case "versioning" -> xml.children(this::versioning);
            case "plugins" -> xml.children(plugin -> plugin(xml.texts()));
            default -> {
                // Skipped.
            }
        }
    }

    private void versioning(String name) {
        switch (name) {
            case "versions" ->
                xml.children(version -> {
                    versions.add(xml.text());
                    check(versions.size());
                });
            case "snapshot" -> snapshot = xml.texts();
            case "snapshotVersions" -> xml.children(build -> build(xml.texts()));
            default -> {
                // Skipped: which version is the latest is computed here, from those that are shown.
            }
        }
    }

    private static void check(int entries) {
        if (entries > MAX_ENTRIES) {
            throw new InvalidInputException("Cannot read the metadata of the upstream: it lists more than "
                    + MAX_ENTRIES + " entries of one kind.");
        }
    }

    private void build(Map<String, String> of) {
        if (!of.isEmpty()) {
            builds.add(of);
        }
        if (builds.size() > SnapshotBuilds.MAX_LINES) {
            builds.remove();
        }
    }

    private void plugin(Map<String, String> of) {
        String artifactId = of.getOrDefault("artifactId", "");
        String prefix = of.getOrDefault("prefix", "");
        if (Names.isArtifactId(artifactId) && PluginReader.isPrefix(prefix)) {
            plugins.put(
                    PluginEntry.packageAttribute(artifactId),
                    new PluginEntry(prefix, oneLine(of.getOrDefault("name", ""))).value());
            check(plugins.size());
        }
    }

    private static String oneLine(String name) {
        return name.length() > MAX_NAME ? "" : name.replaceAll("[\\s\\p{Cntrl}]+", " ");
    }

    /**
     * Returns what the document tells of the package it was asked for. At an artifact's path there may be the metadata of a group, which
     * tells nothing of the artifact.
     *
     * @throws InvalidInputException if it speaks of another package
     */
    UpstreamPackage about(UpstreamDocument document) {
        String name = document.packageName().value();
        if (name.indexOf(':') < 0) {
            return new UpstreamPackage(plugins, List.of(), Map.of());
        }
        Artifact artifact = Artifact.parse(name);
        if (texts.getOrDefault("artifactId", "").isEmpty() && versions.isEmpty() && builds.isEmpty()) {
            return new UpstreamPackage(Map.of(), List.of(), Map.of());
        }
        // Where a group of plugins shares the artifact's directory, one document tells both.
        check(artifact, "groupId", artifact.groupId());
        check(artifact, "artifactId", artifact.artifactId());
        String version = document.version();
        return new UpstreamPackage(
                plugins,
                version == null
                        ? versions.stream()
                                .filter(Names::isVersion)
                                .map(listed -> version(listed, ""))
                                .toList()
                        : List.of(version(version, SnapshotBuilds.text(builds(artifact, version)))),
                Map.of());
    }

    private static UpstreamPackage.Version version(String name, String manifest) {
        return new UpstreamPackage.Version(name, null, Map.of(), manifest);
    }

    private List<FileName> builds(Artifact artifact, String version) {
        check(artifact, "version", version);
        List<FileName> files = new ArrayList<>();
        for (Map<String, String> build : builds) {
            SnapshotBuilds.file(
                            version,
                            build.getOrDefault("value", ""),
                            build.getOrDefault("classifier", ""),
                            build.getOrDefault("extension", ""))
                    .ifPresent(files::add);
        }
        if (builds.isEmpty()) {
            // Maven 2 named the newest build only, which then is that of all files.
            String value = Snapshots.stem(version)
                    + snapshot.getOrDefault("timestamp", "")
                    + '-'
                    + snapshot.getOrDefault("buildNumber", "");
            SnapshotBuilds.file(version, value, "", "pom").ifPresent(files::add);
            SnapshotBuilds.file(version, value, "", "jar").ifPresent(files::add);
        }
        return files;
    }

    private void check(Artifact artifact, String element, String expected) {
        String found = texts.getOrDefault(element, "");
        if (!found.isEmpty() && !found.equals(expected)) {
            throw new InvalidInputException("Cannot use the upstream's metadata of " + Quote.of(artifact.toString())
                    + ": its " + element + " is " + Quote.of(found) + ", not " + Quote.of(expected) + ".");
        }
    }
}
