package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a POM, see {@link Pom}. Used once. */
final class PomReader {
    private static final int MAX_ENTRIES = 10_000;

    private final String what;
    private final XmlCursor xml;
    private final Map<String, String> texts = new HashMap<>();
    private final List<Pom.License> licenses = new ArrayList<>();
    private final List<Pom.Dependency> dependencies = new ArrayList<>();
    private Map<String, String> parent = Map.of();

    private PomReader(String what, InputStream in) {
        this.what = what;
        this.xml = new XmlCursor(what, in);
    }

    /**
     * Reads a POM.
     *
     * @param what which, for messages
     * @param in the document; not closed
     * @throws InvalidInputException if it is not a well-formed POM
     */
    static Pom read(String what, InputStream in) {
        return new PomReader(what, in).read();
    }

    private Pom read() {
        xml.read("project", this::child);
        return new Pom(
                text(texts, "groupId"),
                text(texts, "artifactId"),
                text(texts, "version"),
                text(texts, "packaging", "jar"),
                new Pom.Parent(text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version")),
                text(texts, "name"),
                text(texts, "description"),
                text(texts, "url"),
                licenses,
                dependencies);
    }

    private void child(String name) {
        switch (name) {
            case "groupId", "artifactId", "version", "packaging", "name", "description", "url" ->
                texts.put(name, xml.text());
            case "parent" -> parent = xml.texts();
            case "licenses" ->
                xml.children(license -> {
                    Map<String, String> of = xml.texts();
                    add(licenses, new Pom.License(text(of, "name"), text(of, "url")));
                });
            case "dependencies" -> xml.children(dependency -> add(dependencies, dependency(xml.texts())));
            default -> {
                // Skipped.
            }
        }
    }

    private <T> void add(List<T> entries, T entry) {
        if (entries.size() == MAX_ENTRIES) {
            throw new InvalidInputException(
                    "Cannot read " + what + ": it lists more than " + MAX_ENTRIES + " dependencies or licences.");
        }
        entries.add(entry);
    }

    private static Pom.Dependency dependency(Map<String, String> of) {
        return new Pom.Dependency(
                text(of, "groupId"),
                text(of, "artifactId"),
                text(of, "version"),
                text(of, "type", "jar"),
                text(of, "classifier"),
                text(of, "scope"),
                text(of, "optional"));
    }

    private static String text(Map<String, String> texts, String name) {
        return text(texts, name, "");
    }

    private static String text(Map<String, String> texts, String name, String absent) {
        String text = texts.getOrDefault(name, "");
        return text.isEmpty() ? absent : text;
    }
}
