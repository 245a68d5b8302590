package io.artispace;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a repository knows about one package at one revision: the answer every kind of repository gives, and all that a document
 * for clients is rendered from. Immutable and consistent: everything in it was true at the same moment.
 *
 * @param name the package
 * @param revision grows with every change of the package; 1 or more. Equal revisions of one package in one repository have equal
 *     views
 * @param created when the package appeared
 * @param modified when it last changed
 * @param attributes the format's own attributes of the package, such as its description
 * @param versions the versions that are there, in the order in which they were first published; formats sort them by their own rules
 * @param tags names that point to versions, such as npm's {@code latest}
 * @param files files that belong to the package and to none of its versions, in the order of their paths
 */
public record PackageView(
        PackageName name,
        long revision,
        Instant created,
        Instant modified,
        Map<String, String> attributes,
        List<VersionView> versions,
        Map<String, String> tags,
        List<FileView> files) {
    /** Copies the collections. */
    public PackageView {
        requireNonNull(name, "name");
        requireNonNull(created, "created");
        requireNonNull(modified, "modified");
        attributes = Map.copyOf(attributes);
        versions = List.copyOf(versions);
        tags = Map.copyOf(tags);
        files = List.copyOf(files);
    }

    /**
     * Looks a version up.
     *
     * @param version the version in the format's spelling
     * @return the version; empty if it is not in this view
     */
    public Optional<VersionView> version(String version) {
        return versions.stream().filter(v -> v.name().equals(version)).findFirst();
    }

    /**
     * Tells whether nothing is left of the package but its name, so that clients should be told it is not there.
     *
     * @return whether there are no versions, no files and no attributes
     */
    public boolean isEmpty() {
        return versions.isEmpty() && files.isEmpty() && attributes.isEmpty();
    }

    /**
     * Tells another time of the last change.
     *
     * @param other when the package last changed
     * @return a changed copy
     */
    public PackageView withModified(Instant other) {
        return new PackageView(name, revision, created, other, attributes, versions, tags, files);
    }

    /**
     * Shows other attributes.
     *
     * @param others the attributes
     * @return a changed copy
     */
    public PackageView withAttributes(Map<String, String> others) {
        return new PackageView(name, revision, created, modified, others, versions, tags, files);
    }

    /**
     * Shows other versions, such as those that a rule lets through.
     *
     * @param others the versions, in the order in which they were first published
     * @return a changed copy
     */
    public PackageView withVersions(List<VersionView> others) {
        return new PackageView(name, revision, created, modified, attributes, others, tags, files);
    }

    /**
     * Shows other tags.
     *
     * @param others names that point to versions
     * @return a changed copy
     */
    public PackageView withTags(Map<String, String> others) {
        return new PackageView(name, revision, created, modified, attributes, versions, others, files);
    }

    /**
     * Shows other files of the package itself.
     *
     * @param others the files, in the order of their paths
     * @return a changed copy
     */
    public PackageView withFiles(List<FileView> others) {
        return new PackageView(name, revision, created, modified, attributes, versions, tags, others);
    }
}
