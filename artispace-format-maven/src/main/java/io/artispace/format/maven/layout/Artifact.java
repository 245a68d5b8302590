package io.artispace.format.maven.layout;

import io.artispace.PackageName;

/**
 * A group and an artifact id: what Maven versions together, and what is a package here.
 *
 * @param groupId such as {@code com.acme}
 * @param artifactId such as {@code app}
 */
public record Artifact(String groupId, String artifactId) {
    /**
     * Reads {@code group:artifact}.
     *
     * @throws io.artispace.InvalidInputException if it is malformed
     */
    public static Artifact parse(String text) {
        int colon = text.indexOf(':');
        String group = colon < 0 ? text : text.substring(0, colon);
        String artifact = colon < 0 ? "" : text.substring(colon + 1);
        Names.checkArtifact(group, artifact);
        return new Artifact(group, artifact);
    }

    /** Tells whether its name is short enough for a package: paths may be longer. */
    public boolean isPackage() {
        return groupId.length() + 1 + artifactId.length() <= PackageName.MAX_LENGTH;
    }

    public PackageName packageName() {
        return PackageName.of(groupId + ':' + artifactId);
    }

    /** The package that holds the plugins of this group; its name has no colon, so it never is an artifact's. */
    public PackageName groupPackage() {
        return PackageName.of(groupId);
    }

    /** The directory of all versions, such as {@code com/acme/app}. */
    public String directory() {
        return groupId.replace('.', '/') + '/' + artifactId;
    }

    /** The directory of one version, such as {@code com/acme/app/1.0}. */
    public String directory(String version) {
        return directory() + '/' + version;
    }

    @Override
    public String toString() {
        return groupId + ':' + artifactId;
    }
}
