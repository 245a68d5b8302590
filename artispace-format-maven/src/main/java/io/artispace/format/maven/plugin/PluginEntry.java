package io.artispace.format.maven.plugin;

import java.util.Optional;

/**
 * What group-level metadata says of a Maven plugin: an attribute of the group's package, {@code plugin.<artifactId>}. The jar deployed last
 * decides, and it goes with the artifact's last version.
 *
 * @param prefix what users write, such as {@code dependency} in {@code mvn dependency:tree}
 * @param name its name for people; may be empty
 */
public record PluginEntry(String prefix, String name) {
    private static final String PACKAGE_ATTRIBUTE = "plugin.";

    /** The attribute of the group's package for one of its plugins. */
    public static String packageAttribute(String artifactId) {
        return PACKAGE_ATTRIBUTE + artifactId;
    }

    /** The artifact id in an attribute of the group's package; empty for another attribute. */
    public static Optional<String> artifactId(String packageAttribute) {
        return packageAttribute.startsWith(PACKAGE_ATTRIBUTE)
                ? Optional.of(packageAttribute.substring(PACKAGE_ATTRIBUTE.length()))
                : Optional.empty();
    }

    /** Reads an attribute's value. */
    public static PluginEntry parse(String value) {
        int space = value.indexOf(' ');
        return space < 0
                ? new PluginEntry(value, "")
                : new PluginEntry(value.substring(0, space), value.substring(space + 1));
    }

    /** The attribute's value: the prefix, which holds no space, and the name behind one. */
    public String value() {
        return name.isEmpty() ? prefix : prefix + ' ' + name;
    }
}
