package io.artispace;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version of a package as a repository knows it. Immutable.
 *
 * @param name the version in the format's spelling, such as {@code 1.0-SNAPSHOT}
 * @param revision the package's revision in which the version last changed
 * @param published when it appeared
 * @param attributes the format's own short attributes, such as {@code deprecated}; empty where the scope left them out
 * @param manifest the format's own description of the version, in a form of the format's own (the class {@code Npm} tells npm's as
 *     JSON); empty if there is none or the scope left it out
 * @param files the version's files in the order of their paths; empty where the scope left them out
 */
public record VersionView(
        String name,
        long revision,
        Instant published,
        Map<String, String> attributes,
        String manifest,
        List<FileView> files) {
    /** Copies the collections. */
    public VersionView {
        requireNonNull(name, "name");
        requireNonNull(published, "published");
        attributes = Map.copyOf(attributes);
        requireNonNull(manifest, "manifest");
        files = List.copyOf(files);
    }

    /**
     * Shows other attributes.
     *
     * @param others the attributes
     * @return a changed copy
     */
    public VersionView withAttributes(Map<String, String> others) {
        return new VersionView(name, revision, published, others, manifest, files);
    }

    /**
     * Shows another manifest.
     *
     * @param other the format's description; may be empty
     * @return a changed copy
     */
    public VersionView withManifest(String other) {
        return new VersionView(name, revision, published, attributes, other, files);
    }

    /**
     * Shows other files.
     *
     * @param others the files, in the order of their paths
     * @return a changed copy
     */
    public VersionView withFiles(List<FileView> others) {
        return new VersionView(name, revision, published, attributes, manifest, others);
    }
}
