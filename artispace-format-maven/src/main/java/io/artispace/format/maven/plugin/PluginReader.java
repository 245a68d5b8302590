package io.artispace.format.maven.plugin;

import io.artispace.InvalidInputException;
import io.artispace.StagedBlob;
import io.artispace.StorageFailedException;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code META-INF/maven/plugin.xml} of a jar, which alone says all that group-level metadata needs. The POM's packaging need not
 * be known; so it does not matter whether the jar or the POM comes first.
 */
public final class PluginReader {
    private static final String DESCRIPTOR = "META-INF/maven/plugin.xml";
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private PluginReader() {}

    /** Tells whether a text can be a plugin's prefix. */
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /** Reads a staged jar; empty if it is no plugin of this artifact, or its descriptor cannot be read by Maven either. */
    public static Optional<PluginEntry> read(Artifact artifact, StagedBlob jar) {
        try {
            Optional<InputStream> descriptor = new ZipEntryReader(jar).open(DESCRIPTOR);
            if (descriptor.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = descriptor.get()) {
                return read(artifact, in);
            }
        } catch (InvalidInputException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot read the jar of " + artifact + " back after it was received. Try again.", e);
        }
    }

    private static Optional<PluginEntry> read(Artifact artifact, InputStream in) {
        Map<String, String> texts = new HashMap<>();
        XmlCursor xml = new XmlCursor("the plugin descriptor", in);
        xml.read("plugin", name -> {
            switch (name) {
                case "name", "groupId", "artifactId", "goalPrefix" -> texts.put(name, xml.text());
                default -> {
                    // Skipped.
                }
            }
        });
        String prefix = texts.getOrDefault("goalPrefix", "");
        // A jar that carries another plugin's descriptor, as shaded ones do, is not that plugin.
        boolean own = artifact.groupId().equals(texts.get("groupId"))
                && artifact.artifactId().equals(texts.get("artifactId"));
        return own && isPrefix(prefix)
                ? Optional.of(new PluginEntry(prefix, texts.getOrDefault("name", "")))
                : Optional.empty();
    }
}
