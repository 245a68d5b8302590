package io.artispace.format.maven;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an upstream says of the newest file of one kind of a snapshot version. The entries of a version are kept in its manifest, one line each:
 * classifier, extension and version, separated by tabs.
 *
 * @param classifier such as {@code sources}; may be empty
 * @param extension such as {@code jar}
 * @param value the file's version, such as {@code 1.0-20260102.030405-7}
 */
record SnapshotEntry(String classifier, String extension, String value) {
    static SnapshotEntry read(XmlCursor xml) {
        String[] texts = {"", "jar", ""};
        xml.children(name -> {
            switch (name) {
                case "classifier" -> texts[0] = xml.text();
                case "extension" -> texts[1] = xml.text();
                case "value" -> texts[2] = xml.text();
                default -> {
                    // Skipped.
                }
            }
        });
        return new SnapshotEntry(texts[0], texts[1], texts[2]);
    }

    /** Writes entries as a manifest. */
    static String manifest(List<SnapshotEntry> entries) {
        return entries.stream()
                .map(entry -> entry.classifier + '\t' + entry.extension + '\t' + entry.value)
                .collect(Collectors.joining("\n"));
    }

    /** Reads a manifest; what is none has no entries. */
    static List<SnapshotEntry> parse(String manifest) {
        return manifest.lines()
                .map(line -> line.split("\t", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new SnapshotEntry(parts[0], parts[1], parts[2]))
                .toList();
    }

    /** The file's name, if it is one of a snapshot's file. */
    Optional<FileName> fileName(String artifactId, String version) {
        return FileName.parse(artifactId, version, new FileName(value, classifier, extension).of(artifactId));
    }
}
