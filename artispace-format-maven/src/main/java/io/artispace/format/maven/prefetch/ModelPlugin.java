package io.artispace.format.maven.prefetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A plugin as a POM writes it; the version is empty where the POM says none.
 *
 * @param dependencies what the POM adds to those of the plugin
 */
record ModelPlugin(String groupId, String artifactId, String version, List<ModelDependency> dependencies) {
    ModelPlugin {
        dependencies = List.copyOf(dependencies);
    }

    String key() {
        return groupId + ':' + artifactId;
    }

    /** This plugin with what another POM, or management, says beside. */
    ModelPlugin over(ModelPlugin other) {
        List<ModelDependency> all = new ArrayList<>(dependencies);
        other.dependencies.stream()
                .filter(dependency ->
                        dependencies.stream().noneMatch(own -> own.key().equals(dependency.key())))
                .forEach(all::add);
        return new ModelPlugin(groupId, artifactId, version.isEmpty() ? other.version : version, all);
    }

    ModelPlugin map(UnaryOperator<String> values) {
        return new ModelPlugin(
                values.apply(groupId),
                values.apply(artifactId),
                values.apply(version),
                dependencies.stream().map(dependency -> dependency.map(values)).toList());
    }

    /** The plugin as something that is needed; where no version is said, Maven takes the newest release. */
    ModelDependency asDependency() {
        return new ModelDependency(
                groupId, artifactId, version.isEmpty() ? "RELEASE" : version, "jar", "", "", "", Set.of());
    }
}
