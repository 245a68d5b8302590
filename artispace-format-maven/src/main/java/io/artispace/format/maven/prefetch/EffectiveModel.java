package io.artispace.format.maven.prefetch;

import io.artispace.format.maven.artifact.Coordinates;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a POM says together with its parents and with what it imports, with values in the places of properties. Immutable.
 *
 * @param managed the management of dependencies, by {@link ModelDependency#key()}
 * @param dependencies the dependencies, completed by the management
 * @param plugins the plugins and extensions of its build; not those that Maven adds by itself, unless the POM says of which version they
 *     are
 * @param relocation what is to be used in its place; null if it is itself
 */
record EffectiveModel(
        Map<String, ModelDependency> managed,
        List<ModelDependency> dependencies,
        List<ModelPlugin> plugins,
        @Nullable Coordinates relocation) {
    EffectiveModel {
        dependencies = List.copyOf(dependencies);
        plugins = List.copyOf(plugins);
    }

    /** The same without what only matters at the root. */
    EffectiveModel asDependency() {
        return new EffectiveModel(Map.of(), dependencies, List.of(), relocation);
    }
}
