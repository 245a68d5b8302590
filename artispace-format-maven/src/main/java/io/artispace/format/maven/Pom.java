package io.artispace.format.maven;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a POM says of itself, as it stands in the file: nothing inherited, no property resolved. Absent values are empty.
 *
 * @param groupId its group id; empty where it is the parent's
 * @param artifactId its artifact id
 * @param version its version; empty where it is the parent's
 * @param packaging its packaging, {@code jar} if it names none
 * @param parent its parent
 * @param name its name
 * @param description its description
 * @param url the URL of the project
 * @param licenses its licences, in order
 * @param dependencies its dependencies, in order; those of {@code dependencyManagement} and profiles are not among them
 */
public record Pom(
        String groupId,
        String artifactId,
        String version,
        String packaging,
        Parent parent,
        String name,
        String description,
        String url,
        List<License> licenses,
        List<Dependency> dependencies) {
    /** Copies the lists. */
    public Pom {
        requireNonNull(groupId, "groupId");
        requireNonNull(artifactId, "artifactId");
        requireNonNull(version, "version");
        requireNonNull(packaging, "packaging");
        requireNonNull(parent, "parent");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(url, "url");
        licenses = List.copyOf(licenses);
        dependencies = List.copyOf(dependencies);
    }

    /**
     * The parent of a POM.
     *
     * @param groupId its group id
     * @param artifactId its artifact id; empty if there is no parent
     * @param version its version
     */
    public record Parent(String groupId, String artifactId, String version) {}

    /**
     * A licence.
     *
     * @param name its name
     * @param url where its text is
     */
    public record License(String name, String url) {}

    /**
     * A dependency.
     *
     * @param groupId its group id
     * @param artifactId its artifact id
     * @param version its version or version range; empty where it is managed
     * @param type its type, {@code jar} if it names none
     * @param classifier its classifier
     * @param scope its scope; empty where it is managed or the default
     * @param optional what the POM says about it: {@code true}, a property, or nothing
     */
    public record Dependency(
            String groupId,
            String artifactId,
            String version,
            String type,
            String classifier,
            String scope,
            String optional) {}

    /** Returns the group id, the POM's own or its parent's; empty if neither says one. */
    String effectiveGroupId() {
        return groupId.isEmpty() ? parent.groupId() : groupId;
    }

    /** Returns the version, the POM's own or its parent's; empty if neither says one. */
    String effectiveVersion() {
        return version.isEmpty() ? parent.version() : version;
    }

    /** Returns this POM as JSON, what a version's manifest is; the names are those of the elements of a POM. */
    String json() {
        return JsonText.object(json -> {
            json.putPresent("groupId", groupId)
                    .putPresent("artifactId", artifactId)
                    .putPresent("version", version)
                    .put("packaging", packaging);
            if (!parent.artifactId().isEmpty()) {
                json.object("parent", coordinates(parent.groupId(), parent.artifactId(), parent.version()));
            }
            json.putPresent("name", name).putPresent("description", description).putPresent("url", url);
            json.objects("licenses", licenses.stream().map(Pom::json).toList());
            json.objects("dependencies", dependencies.stream().map(Pom::json).toList());
        });
    }

    private static String coordinates(String groupId, String artifactId, String version) {
        return JsonText.object(json -> json.putPresent("groupId", groupId)
                .putPresent("artifactId", artifactId)
                .putPresent("version", version));
    }

    private static String json(License license) {
        return JsonText.object(json -> json.putPresent("name", license.name()).putPresent("url", license.url()));
    }

    private static String json(Dependency dependency) {
        return JsonText.object(json -> json.putPresent("groupId", dependency.groupId())
                .putPresent("artifactId", dependency.artifactId())
                .putPresent("version", dependency.version())
                .put("type", dependency.type())
                .putPresent("classifier", dependency.classifier())
                .putPresent("scope", dependency.scope())
                .putPresent("optional", dependency.optional()));
    }
}
