package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.artifact.Coordinates;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A dependency as a POM writes it, managed ones and build extensions included. Absent values are empty.
 *
 * @param exclusions what is left out below it, {@code group:artifact} each, with {@code *} for any
 */
record ModelDependency(
        String groupId,
        String artifactId,
        String version,
        String type,
        String classifier,
        String scope,
        String optional,
        Set<String> exclusions) {
    private static final int USUAL_LENGTH = 256;

    ModelDependency {
        exclusions = Set.copyOf(exclusions);
    }

    /** A file that somebody names. */
    static ModelDependency of(Coordinates file) {
        return new ModelDependency(
                file.groupId(),
                file.artifactId(),
                file.version(),
                file.extension(),
                file.classifier(),
                "",
                "",
                Set.of());
    }

    /**
     * What dependencies cost to keep: how many there are, with their exclusions; one that is longer than any in real POMs counts several
     * times.
     */
    static int size(Collection<ModelDependency> dependencies) {
        return dependencies.stream().mapToInt(ModelDependency::size).sum();
    }

    private int size() {
        int length = groupId.length() + artifactId.length() + version.length() + type.length() + classifier.length();
        return 1 + exclusions.size() + length / USUAL_LENGTH;
    }

    /** The key by which a POM's own management is looked up. */
    String key() {
        return groupId + ':' + artifactId + ':' + type + (classifier.isEmpty() ? "" : ':' + classifier);
    }

    boolean isImport() {
        return scope.equals("import") && type.equals("pom");
    }

    /** Whether it is a file of the machine and no artifact. */
    boolean isSystem() {
        return scope.equals("system");
    }

    /** Whether it is needed by whoever needs the artifact that names it. */
    boolean isPassedOn() {
        return isPassedOnToRoot() && !optional.equals("true");
    }

    /** The same for an artifact that is resolved for itself, as a plugin is: what is optional for it is needed as well. */
    boolean isPassedOnToRoot() {
        return !isSystem() && !scope.equals("test") && !scope.equals("provided");
    }

    boolean isExcludedBy(Set<String> patterns) {
        return patterns.contains(groupId + ':' + artifactId)
                || patterns.contains(groupId + ":*")
                || patterns.contains("*:" + artifactId)
                || patterns.contains("*:*");
    }

    /** Completes this dependency by the POM's own management: everything that it leaves open, except whether it is optional. */
    ModelDependency completedBy(ModelDependency managed) {
        return new ModelDependency(
                groupId,
                artifactId,
                or(version, managed.version),
                type,
                classifier,
                or(scope, managed.scope),
                optional,
                exclusions.isEmpty() ? managed.exclusions : exclusions);
    }

    /** Overrides this indirect dependency by the management of the project at the root. */
    ModelDependency overriddenBy(ModelDependency managed) {
        Set<String> all = new HashSet<>(exclusions);
        all.addAll(managed.exclusions);
        return new ModelDependency(
                groupId, artifactId, or(managed.version, version), type, classifier, scope, optional, all);
    }

    private static String or(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    ModelDependency map(UnaryOperator<String> values) {
        return new ModelDependency(
                values.apply(groupId),
                values.apply(artifactId),
                values.apply(version),
                values.apply(type),
                values.apply(classifier),
                values.apply(scope),
                values.apply(optional),
                Set.copyOf(exclusions.stream().map(values).toList()));
    }

    /**
     * The file that is meant.
     *
     * @throws InvalidInputException if a part is absent, or none that Maven allows
     */
    Coordinates coordinates() {
        if (version.isEmpty()) {
            throw new InvalidInputException("No POM says its version, neither where it is needed nor by management.");
        }
        if (List.of(groupId, artifactId, version, type, classifier).stream().anyMatch(part -> part.contains("${"))) {
            throw new InvalidInputException("A POM writes it with a property that nothing defines.");
        }
        return new Coordinates(groupId, artifactId, extension(), fileClassifier(), version);
    }

    /** The key by which the root's management is looked up: it names the file, since several types may stand for the same one. */
    String fileKey() {
        return groupId + ':' + artifactId + ':' + extension() + ':' + fileClassifier();
    }

    /** Returns the extension of the type, by the handlers that every Maven has; any other type is its own extension. */
    private String extension() {
        return switch (type) {
            case "test-jar",
                    "ejb-client",
                    "java-source",
                    "javadoc",
                    "maven-plugin",
                    "ejb",
                    "bundle",
                    "maven-extension",
                    "eclipse-plugin" -> "jar";
            default -> type;
        };
    }

    private String fileClassifier() {
        return switch (type) {
            case "test-jar" -> or(classifier, "tests");
            case "ejb-client" -> or(classifier, "client");
            case "java-source" -> or(classifier, "sources");
            case "javadoc" -> or(classifier, "javadoc");
            default -> classifier;
        };
    }

    @Override
    public String toString() {
        return key() + (version.isEmpty() ? "" : ':' + version);
    }
}
