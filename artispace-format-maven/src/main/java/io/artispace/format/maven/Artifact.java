package io.artispace.format.maven;

import io.artispace.PackageName;

/**
 * A group and an artifact id: what Maven versions together, and what is a package here.
 *
 * @param groupId such as {@code com.acme}
 * @param artifactId such as {@code app}
 */
record Artifact(String groupId, String artifactId) {
    /**
     * Reads {@code group:artifact}.
     *
     * @throws io.artispace.InvalidInputException if it is malformed
     */
    static Artifact parse(String text) {
        int colon = text.indexOf(':');
        String group = colon < 0 ? text : text.substring(0, colon);
        String artifact = colon < 0 ? "" : text.substring(colon + 1);
        Names.checkArtifact(group, artifact);
        return new Artifact(group, artifact);
    }

    PackageName packageName() {
        return PackageName.of(groupId + ':' + artifactId);
    }

    /** The package that holds the plugins of this group; its name has no colon, so it never is an artifact's. */
    PackageName groupPackage() {
        return PackageName.of(groupId);
    }

    /** The directory of all versions, such as {@code com/acme/app}. */
    String directory() {
        return groupId.replace('.', '/') + '/' + artifactId;
    }

    /** The directory of one version, such as {@code com/acme/app/1.0}. */
    String directory(String version) {
        return directory() + '/' + version;
    }

    @Override
    public String toString() {
        return groupId + ':' + artifactId;
    }
}
