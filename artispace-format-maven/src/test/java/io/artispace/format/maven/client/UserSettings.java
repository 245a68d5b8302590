package io.artispace.format.maven.client;

import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A user, in whose home tests write the settings of Maven. */
abstract class UserSettings {
    @TempDir
    Path directory;

    /** Finds what this user's Maven asks in an environment. */
    final UpstreamFinding find(Map<String, String> environment) {
        return MavenUpstreams.of(environment, directory.resolve("home")).find();
    }

    /** Writes {@code settings.xml}. */
    final void settings(String content) throws IOException {
        Path m2 = Files.createDirectories(directory.resolve("home").resolve(".m2"));
        Files.writeString(m2.resolve("settings.xml"), document(content.replace("</mirrors><mirrors>", "")));
    }

    static String document(String content) {
        return "<settings xmlns=\"http://maven.apache.org/SETTINGS/1.2.0\">" + content + "</settings>";
    }

    static String mirror(String id, String mirrorOf, String url) {
        return "<mirrors><mirror><id>" + id + "</id><mirrorOf>" + mirrorOf + "</mirrorOf><url>" + url
                + "</url></mirror></mirrors>";
    }
}
