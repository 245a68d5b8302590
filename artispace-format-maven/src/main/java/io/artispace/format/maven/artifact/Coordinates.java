package io.artispace.format.maven.artifact;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.version.VersionRange;

/**
 * The coordinates of a file in Maven, written {@code group:artifact:version}, {@code group:artifact:extension:version} or
 * {@code group:artifact:extension:classifier:version}. Immutable.
 *
 * @param groupId such as {@code com.acme}
 * @param artifactId such as {@code app}
 * @param extension without a leading dot, such as {@code jar} or {@code tar.gz}; {@code jar} if it is not written
 * @param classifier such as {@code sources}; may be empty
 * @param version such as {@code 1.0} or {@code 1.1-SNAPSHOT}. Methods that resolve coordinates also take a range such as
 *     {@code [1.0,2.0)}, {@code LATEST}, {@code RELEASE}, or one build of a snapshot such as {@code 1.1-20260102.030405-7}
 */
public record Coordinates(String groupId, String artifactId, String extension, String classifier, String version) {
    /**
     * Checks the names.
     *
     * @throws InvalidInputException if one of them is not what Maven allows
     */
    public Coordinates {
        Names.checkArtifact(groupId, artifactId);
        Names.checkPart("extension", extension);
        if (!classifier.isEmpty()) {
            Names.checkPart("classifier", classifier);
        }
        requireNonNull(version, "version");
        if (VersionRange.isRange(version)) {
            VersionRange.parse(version);
        } else {
            Names.checkVersion(version);
        }
    }

    /**
     * Reads coordinates. A version with an {@code @} is refused, as it is meant as Gradle's notation of an extension.
     *
     * @param text such as {@code com.acme:app:1.0} or {@code com.acme:app:jar:sources:[1.0,2.0)}
     * @return the coordinates
     * @throws InvalidInputException if they are malformed
     */
    public static Coordinates parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts[parts.length - 1].indexOf('@') >= 0) {
            throw new InvalidInputException(
                    Quote.of(text)
                            + " has an @ in its version, as Gradle writes an extension. Write group:artifact:extension:version, or group:artifact:extension:classifier:version.");
        }
        return switch (parts.length) {
            case 3 -> new Coordinates(parts[0], parts[1], "jar", "", parts[2]);
            case 4 -> new Coordinates(parts[0], parts[1], parts[2], "", parts[3]);
            case 5 -> new Coordinates(parts[0], parts[1], parts[2], parts[3], parts[4]);
            default ->
                throw new InvalidInputException(
                        Quote.of(text)
                                + " is not written as group:artifact:version, group:artifact:extension:version or group:artifact:extension:classifier:version.");
        };
    }

    /**
     * Names another file of the same version.
     *
     * @param otherClassifier its classifier; may be empty
     * @param otherExtension its extension
     * @return a changed copy
     */
    public Coordinates with(String otherClassifier, String otherExtension) {
        return new Coordinates(groupId, artifactId, otherExtension, otherClassifier, version);
    }

    /**
     * Names the same file in another version.
     *
     * @param otherVersion the version
     * @return a changed copy
     */
    public Coordinates withVersion(String otherVersion) {
        return new Coordinates(groupId, artifactId, extension, classifier, otherVersion);
    }

    /** Returns the coordinates with extension, and with the classifier unless it is empty. */
    @Override
    public String toString() {
        return groupId
                + ':'
                + artifactId
                + ':'
                + extension
                + (classifier.isEmpty() ? ":" : ':' + classifier + ':')
                + version;
    }
}
