package io.artispace.format.maven.prefetch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
        Set<String> own = dependencies.stream().map(ModelDependency::key).collect(Collectors.toSet());
        List<ModelDependency> all = new ArrayList<>(dependencies);
        other.dependencies.stream()
                .filter(dependency -> !own.contains(dependency.key()))
                .forEach(all::add);
        return new ModelPlugin(groupId, artifactId, version.isEmpty() ? other.version : version, all);
    }

    /** What plugins cost to keep, with what is added to their dependencies. */
    static int size(Collection<ModelPlugin> plugins) {
        return plugins.stream()
                .mapToInt(plugin -> 1 + ModelDependency.size(plugin.dependencies))
                .sum();
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
