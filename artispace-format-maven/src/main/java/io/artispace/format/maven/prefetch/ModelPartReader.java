package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.xml.XmlCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the elements that a POM and a profile have in common. Used once. */
final class ModelPartReader {
    /** The most entries of one kind in a POM; the largest known POMs list some five thousand. */
    static final int MAX_ENTRIES = 20_000;

    private final String what;
    private final XmlCursor xml;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<ModelDependency> managed = new ArrayList<>();
    private final List<ModelDependency> dependencies = new ArrayList<>();
    private final List<ModelPlugin> plugins = new ArrayList<>();
    private final List<ModelPlugin> managedPlugins = new ArrayList<>();
    private final List<ModelDependency> extensions = new ArrayList<>();
    private final List<String> modules = new ArrayList<>();

    ModelPartReader(String what, XmlCursor xml) {
        this.what = what;
        this.xml = xml;
    }

    ModelPart part() {
        return new ModelPart(properties, managed, dependencies, plugins, managedPlugins, extensions, modules);
    }

    /** Reads the current element if it is one of them. */
    void child(String name) {
        switch (name) {
            case "properties" ->
                xml.children(property -> {
                    check(properties.size());
                    properties.put(property, xml.text());
                });
            case "dependencies" -> dependencies(dependencies);
            case "dependencyManagement" -> xml.children("dependencies", () -> dependencies(managed));
            case "build" -> xml.children(this::build);
            case "modules", "subprojects" ->
                xml.children(module -> {
                    check(modules.size());
                    modules.add(xml.text());
                });
            default -> {
                // Says nothing of what is needed.
            }
        }
    }

    private void build(String name) {
        switch (name) {
            case "plugins" -> xml.children(plugin -> add(plugins, plugin()));
            case "pluginManagement" ->
                xml.children("plugins", () -> xml.children(plugin -> add(managedPlugins, plugin())));
            case "extensions" -> dependencies(extensions);
            default -> {
                // Directories and names.
            }
        }
    }

    private void dependencies(List<ModelDependency> target) {
        xml.children(dependency -> add(target, dependency()));
    }

    private ModelDependency dependency() {
        Map<String, String> texts = new HashMap<>();
        Set<String> exclusions = new HashSet<>();
        xml.children(name -> {
            if (name.equals("exclusions")) {
                xml.children(exclusion -> {
                    check(exclusions.size());
                    Map<String, String> of = xml.texts();
                    exclusions.add(of.getOrDefault("groupId", "*") + ':' + of.getOrDefault("artifactId", "*"));
                });
            } else if (texts.size() < 32) {
                texts.put(name, xml.text());
            }
        });
        return new ModelDependency(
                texts.getOrDefault("groupId", ""),
                texts.getOrDefault("artifactId", ""),
                texts.getOrDefault("version", ""),
                texts.getOrDefault("type", "jar"),
                texts.getOrDefault("classifier", ""),
                texts.getOrDefault("scope", ""),
                texts.getOrDefault("optional", ""),
                exclusions);
    }

    private ModelPlugin plugin() {
        Map<String, String> texts = new HashMap<>();
        List<ModelDependency> added = new ArrayList<>();
        xml.children(name -> {
            switch (name) {
                case "dependencies" -> dependencies(added);
                case "groupId", "artifactId", "version" -> texts.put(name, xml.text());
                default -> {
                    // How it is run.
                }
            }
        });
        return new ModelPlugin(
                texts.getOrDefault("groupId", "org.apache.maven.plugins"),
                texts.getOrDefault("artifactId", ""),
                texts.getOrDefault("version", ""),
                added);
    }

    private <T> void add(List<T> entries, T entry) {
        check(entries.size());
        entries.add(entry);
    }

    private void check(int entries) {
        if (entries >= MAX_ENTRIES) {
            throw tooMany(what);
        }
    }

    static InvalidInputException tooMany(String what) {
        return new InvalidInputException(
                "Cannot read " + what + ": it lists more than " + MAX_ENTRIES + " entries of one kind.");
    }
}
