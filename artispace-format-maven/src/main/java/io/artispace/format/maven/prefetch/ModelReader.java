package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a POM what a build of it needs, as
 * <a href="https://maven.apache.org/ref/3.9.9/maven-model/maven.html">Maven's description of its model</a> has it. Used once.
 */
final class ModelReader {
    private final String what;
    private final XmlCursor xml;
    private final Map<String, String> texts = new HashMap<>();
    private final ModelPartReader own;
    private final List<ModelProfile> profiles = new ArrayList<>();
    private Model.@Nullable Parent parent;
    private Model.@Nullable Relocation relocation;

    private ModelReader(String what, InputStream in) {
        this.what = what;
        this.xml = new XmlCursor(what, in);
        this.own = new ModelPartReader(what, xml);
    }

    /**
     * Reads a POM.
     *
     * @param what which, for messages
     * @param in the document; not closed
     * @throws InvalidInputException if it is malformed, or lists more than any real one does
     */
    static Model read(String what, InputStream in) {
        return new ModelReader(what, in).read();
    }

    private Model read() {
        xml.read("project", this::child);
        return new Model(
                text(texts, "groupId"),
                text(texts, "artifactId"),
                text(texts, "version"),
                text(texts, "packaging"),
                parent,
                own.part(),
                profiles,
                relocation);
    }

    private void child(String name) {
        switch (name) {
            case "groupId", "artifactId", "version", "packaging" -> texts.put(name, xml.text());
            case "parent" -> {
                Map<String, String> of = xml.texts();
                parent = new Model.Parent(
                        text(of, "groupId"),
                        text(of, "artifactId"),
                        text(of, "version"),
                        of.getOrDefault("relativePath", "../pom.xml"));
            }
            case "profiles" ->
                xml.children(profile -> {
                    if (profiles.size() == ModelPartReader.MAX_ENTRIES) {
                        throw ModelPartReader.tooMany(what);
                    }
                    profiles.add(profile());
                });
            case "distributionManagement" ->
                xml.children("relocation", () -> {
                    Map<String, String> to = xml.texts();
                    relocation = new Model.Relocation(text(to, "groupId"), text(to, "artifactId"), text(to, "version"));
                });
            default -> own.child(name);
        }
    }

    private ModelProfile profile() {
        ModelPartReader part = new ModelPartReader(what, xml);
        Map<String, String> activation = new HashMap<>();
        Set<String> otherwise = new HashSet<>();
        xml.children(name -> {
            if (!name.equals("activation")) {
                part.child(name);
                return;
            }
            xml.children(condition -> {
                switch (condition) {
                    case "activeByDefault", "jdk" -> activation.put(condition, xml.text());
                    case "property" -> {
                        Map<String, String> property = xml.texts();
                        boolean negated = text(property, "value").startsWith("!");
                        activation.put("property", (negated ? "!" : "") + text(property, "name"));
                    }
                    default -> otherwise.add(condition);
                }
            });
        });
        return new ModelProfile(
                text(activation, "activeByDefault").equals("true"),
                text(activation, "jdk"),
                text(activation, "property"),
                !otherwise.isEmpty(),
                part.part());
    }

    private static String text(Map<String, String> texts, String name) {
        return texts.getOrDefault(name, "");
    }
}
