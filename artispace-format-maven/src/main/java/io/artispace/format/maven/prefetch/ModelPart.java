package io.artispace.format.maven.prefetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** What a POM, or one of its profiles, says of what it needs. Immutable. */
record ModelPart(
        Map<String, String> properties,
        List<ModelDependency> managed,
        List<ModelDependency> dependencies,
        List<ModelPlugin> plugins,
        List<ModelPlugin> managedPlugins,
        List<ModelDependency> extensions,
        List<String> modules) {
    static final ModelPart NONE =
            new ModelPart(Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    ModelPart {
        properties = Map.copyOf(properties);
        managed = List.copyOf(managed);
        dependencies = List.copyOf(dependencies);
        plugins = List.copyOf(plugins);
        managedPlugins = List.copyOf(managedPlugins);
        extensions = List.copyOf(extensions);
        modules = List.copyOf(modules);
    }

    /** How many entries there are, of any kind: what reading costs. */
    int size() {
        return properties.size()
                + ModelDependency.size(managed)
                + ModelDependency.size(dependencies)
                + ModelPlugin.size(plugins)
                + ModelPlugin.size(managedPlugins)
                + ModelDependency.size(extensions)
                + modules.size();
    }

    /** This part with what another says that this one does not: a child's before its parent's. */
    ModelPart over(ModelPart other) {
        return merged(other.properties, properties, other, (own, others) -> own, ModelPlugin::over);
    }

    /** This part as a profile changes it: what both say is the profile's, and stands where this part says it. */
    ModelPart changedBy(ModelPart profile) {
        return merged(
                properties,
                profile.properties,
                profile,
                (own, profiles) -> profiles,
                (own, profiles) -> profiles.over(own));
    }

    private ModelPart merged(
            Map<String, String> lesser,
            Map<String, String> greater,
            ModelPart other,
            BinaryOperator<ModelDependency> dependency,
            BinaryOperator<ModelPlugin> plugin) {
        Map<String, String> allProperties = new LinkedHashMap<>(lesser);
        allProperties.putAll(greater);
        List<String> allModules = new ArrayList<>(modules);
        allModules.addAll(other.modules);
        return new ModelPart(
                allProperties,
                merged(managed, other.managed, ModelDependency::key, dependency),
                merged(dependencies, other.dependencies, ModelDependency::key, dependency),
                merged(plugins, other.plugins, ModelPlugin::key, plugin),
                merged(managedPlugins, other.managedPlugins, ModelPlugin::key, plugin),
                merged(extensions, other.extensions, ModelDependency::key, dependency),
                allModules);
    }

    /** A part without what is not inherited. */
    ModelPart withoutModules() {
        return modules.isEmpty()
                ? this
                : new ModelPart(properties, managed, dependencies, plugins, managedPlugins, extensions, List.of());
    }

    private static <T> List<T> merged(
            List<T> own, List<T> others, Function<T, String> key, BinaryOperator<T> combination) {
        if (own.isEmpty() || others.isEmpty()) {
            return own.isEmpty() ? others : own;
        }
        Map<String, T> all = new LinkedHashMap<>();
        own.forEach(entry -> all.merge(key.apply(entry), entry, (earlier, later) -> later));
        others.forEach(entry -> all.merge(key.apply(entry), entry, combination));
        return List.copyOf(all.values());
    }
}
