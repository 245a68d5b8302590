package io.artispace.format.maven.prefetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which plugins a build runs, as far as its POM tells. */
final class BuildPlugins {
    /** The plugins that Maven runs without being told. A POM may manage their versions. */
    private static final Set<String> LIFECYCLE =
            Set.of("clean", "resources", "compiler", "surefire", "jar", "install", "deploy", "site");

    private BuildPlugins() {}

    /** The plugins that the POM names, those of Maven's own that it manages, and the extensions of the build. */
    static List<ModelPlugin> of(ModelPart all, String packaging, Interpolation values) {
        Map<String, ModelPlugin> managed = new LinkedHashMap<>();
        for (ModelPlugin plugin : all.managedPlugins()) {
            ModelPlugin known = plugin.map(values);
            managed.merge(known.key(), known, ModelPlugin::over);
        }
        Map<String, ModelPlugin> plugins = new LinkedHashMap<>();
        for (ModelPlugin plugin : all.plugins()) {
            ModelPlugin named = plugin.map(values);
            ModelPlugin completed = managed.containsKey(named.key()) ? named.over(managed.get(named.key())) : named;
            plugins.merge(named.key(), completed, ModelPlugin::over);
        }
        managed.values().stream()
                .filter(plugin -> !plugin.version().isEmpty() && isRunByMaven(plugin, packaging))
                .forEach(plugin -> plugins.putIfAbsent(plugin.key(), plugin));
        List<ModelPlugin> both = new ArrayList<>(plugins.values());
        for (ModelDependency extension : all.extensions()) {
            both.add(new ModelPlugin(extension.groupId(), extension.artifactId(), extension.version(), List.of())
                    .map(values));
        }
        return both;
    }

    /** A packaging has a plugin of its name, {@code maven-war-plugin} for one; {@code maven-plugin} has {@code maven-plugin-plugin}. */
    private static boolean isRunByMaven(ModelPlugin plugin, String packaging) {
        String name = plugin.artifactId().replaceAll("^maven-|-plugin$", "");
        return plugin.groupId().equals("org.apache.maven.plugins")
                && (LIFECYCLE.contains(name) || name.equals(packaging.replaceAll("^maven-", "")));
    }
}
