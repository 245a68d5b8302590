package io.artispace.format.maven;

import io.artispace.PackageView;
import io.artispace.ViewScope;
import io.artispace.format.Rendering;
import io.artispace.format.maven.plugin.PluginEntry;
import io.artispace.format.maven.xml.XmlText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code maven-metadata.xml} of a group: the prefixes of its plugins. */
final class PluginMetadata {
    static final Rendering RENDERING = new Rendering(
            "plugin-metadata",
            ViewScope.versions(),
            ArtifactMetadata.CONTENT_TYPE,
            view -> isIn(view) ? Optional.of(SummedDocument.withSums(render(view))) : Optional.empty());

    private PluginMetadata() {}

    /** Tells whether a package holds plugins: a group's, or an artifact's at an upstream where both share a document. */
    static boolean isIn(PackageView view) {
        return view.attributes().keySet().stream()
                .anyMatch(key -> PluginEntry.artifactId(key).isPresent());
    }

    private static byte[] render(PackageView view) {
        XmlText xml = new XmlText().open("metadata");
        write(view, xml);
        return xml.close("metadata").bytes();
    }

    /** Writes what is within {@code metadata}. */
    static void write(PackageView view, XmlText xml) {
        xml.open("plugins");
        plugins(view).forEach((artifactId, plugin) -> {
            xml.open("plugin");
            xml.element("name", plugin.name().isEmpty() ? artifactId : plugin.name());
            xml.element("prefix", plugin.prefix())
                    .element("artifactId", artifactId)
                    .close("plugin");
        });
        xml.close("plugins");
    }

    private static Map<String, PluginEntry> plugins(PackageView view) {
        Map<String, PluginEntry> plugins = new TreeMap<>();
        view.attributes()
                .forEach((key, value) -> PluginEntry.artifactId(key)
                        .ifPresent(artifactId -> plugins.put(artifactId, PluginEntry.parse(value))));
        return plugins;
    }

    /**
     * Merges the attributes of packages, those of plugins among them. If an earlier repository has a plugin with a prefix, a later
     * repository's plugin must not be run by that prefix.
     */
    static Map<String, String> merge(Map<String, String> first, Map<String, String> other) {
        Set<String> taken = first.entrySet().stream()
                .flatMap(attribute -> prefix(attribute).stream())
                .collect(Collectors.toSet());
        Map<String, String> merged = new HashMap<>(first);
        for (Map.Entry<String, String> attribute : other.entrySet()) {
            if (prefix(attribute).filter(taken::contains).isEmpty()) {
                merged.putIfAbsent(attribute.getKey(), attribute.getValue());
            }
        }
        return merged;
    }

    private static Optional<String> prefix(Map.Entry<String, String> attribute) {
        return PluginEntry.artifactId(attribute.getKey())
                .map(artifactId -> PluginEntry.parse(attribute.getValue()).prefix());
    }
}
