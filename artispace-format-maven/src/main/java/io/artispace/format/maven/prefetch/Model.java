package io.artispace.format.maven.prefetch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A POM as it stands in the file, with everything that tells what a build of it needs. ({@code Pom} holds what is shown of one.) Absent
 * values are empty.
 *
 * @param parent its parent; null if it has none
 * @param own what it says outside of profiles
 * @param relocation what is to be used in its place; null if it is itself
 */
record Model(
        String groupId,
        String artifactId,
        String version,
        String packaging,
        @Nullable Parent parent,
        ModelPart own,
        List<ModelProfile> profiles,
        @Nullable Relocation relocation) {
    Model {
        profiles = List.copyOf(profiles);
    }

    /** The parent of a POM; the path is where its file lies if both are built from sources, empty for nowhere. */
    record Parent(String groupId, String artifactId, String version, String relativePath) {}

    /** The new name of an artifact; what is empty stayed as it was. */
    record Relocation(String groupId, String artifactId, String version) {}

    Optional<Parent> inheritedFrom() {
        return Optional.ofNullable(parent);
    }

    String effectiveGroupId() {
        return groupId.isEmpty() && parent != null ? parent.groupId() : groupId;
    }

    String effectiveVersion() {
        return version.isEmpty() && parent != null ? parent.version() : version;
    }

    /** How many entries there are, of any kind: what it costs to keep. */
    int size() {
        return own.size()
                + profiles.stream().mapToInt(profile -> profile.part().size()).sum();
    }

    /** Returns what it says, including profiles that are active without being named. */
    ModelPart active() {
        String java = System.getProperty("java.version", "");
        List<ModelPart> active = profiles.stream()
                .filter(profile -> profile.isActive(java))
                .map(ModelProfile::part)
                .toList();
        if (active.isEmpty()) {
            active = profiles.stream()
                    .filter(ModelProfile::byDefault)
                    .map(ModelProfile::part)
                    .toList();
        }
        ModelPart all = own;
        for (ModelPart part : active) {
            all = all.changedBy(part);
        }
        return all;
    }
}
