package io.artispace.core.model;

import io.artispace.Overwrite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a package should be: maps, and what was there before and may not come back as something else. The rules are those of the
 * documentation of {@link io.artispace.PackageChanges}, in the fewest words.
 */
final class Model {
    /** The live versions, each with its files: path to digest. */
    final Map<String, Map<String, String>> versions = new TreeMap<>();

    final Map<String, String> tags = new TreeMap<>();
    final Map<String, String> attributes = new TreeMap<>();
    /** The digest of the last file at each path that ever was. */
    private final Map<String, String> usedPaths = new HashMap<>();

    private final Set<String> usedVersions = new HashSet<>();

    Model copy() {
        Model copy = new Model();
        versions.forEach((version, files) -> copy.versions.put(version, new TreeMap<>(files)));
        copy.tags.putAll(tags);
        copy.attributes.putAll(attributes);
        copy.usedPaths.putAll(usedPaths);
        copy.usedVersions.addAll(usedVersions);
        return copy;
    }

    /** Returns whether it is allowed. */
    boolean putVersion(String version, Overwrite overwrite) {
        if (overwrite == Overwrite.NEVER && usedVersions.contains(version)) {
            return false;
        }
        versions.putIfAbsent(version, new TreeMap<>());
        usedVersions.add(version);
        return true;
    }

    /** Returns whether it is allowed. The version is there. */
    boolean putFile(String version, String path, String digest, Overwrite overwrite) {
        String used = usedPaths.get(path);
        if (used != null && (overwrite == Overwrite.NEVER || overwrite == Overwrite.SAME && !used.equals(digest))) {
            return false;
        }
        usedPaths.put(path, digest);
        versions.get(version).put(path, digest);
        return true;
    }

    /** Returns whether it was there. */
    boolean removeFile(String path) {
        return versions.values().stream().anyMatch(files -> files.remove(path) != null);
    }

    /** Returns whether it was there. */
    boolean removeVersion(String version) {
        tags.values().removeIf(version::equals);
        return versions.remove(version) != null;
    }

    /** Returns whether the version is there. */
    boolean tag(String tag, String version) {
        if (versions.containsKey(version)) {
            tags.put(tag, version);
        }
        return versions.containsKey(version);
    }

    void removeEverything() {
        versions.clear();
        tags.clear();
        attributes.clear();
    }

    /** What can be seen of the present. */
    String seen() {
        return versions + " " + tags + " " + attributes;
    }

    /** What can be seen later as of now: attributes have no history. */
    String seenLater() {
        return versions + " " + tags;
    }
}
