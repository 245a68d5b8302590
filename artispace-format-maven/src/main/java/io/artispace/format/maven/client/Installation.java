package io.artispace.format.maven.client;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An installed Maven: where its own settings are, and which repository it knows without any. */
record Installation(Path home) {
    private static final String SUPER_POM = "org/apache/maven/model/pom-4.0.0.xml";

    /** Looks where {@code MAVEN_HOME} or {@code M2_HOME} says, then behind {@code mvn} on the path. */
    static Optional<Installation> find(Map<String, String> environment) {
        Stream<Path> told =
                Stream.of("MAVEN_HOME", "M2_HOME").flatMap(name -> path(environment.getOrDefault(name, "")).stream());
        Stream<Path> onPath = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> path(directory).stream())
                .flatMap(directory -> Stream.of(directory.resolve("mvn"), directory.resolve("mvn.cmd")))
                .filter(Files::isRegularFile)
                .flatMap(Installation::homeOf);
        return Stream.concat(told, onPath)
                .flatMap(home -> Stream.of(home, home.resolve("libexec")))
                .filter(home -> Files.isDirectory(home.resolve("lib")) && Files.isDirectory(home.resolve("conf")))
                .findFirst()
                .map(Installation::new);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Distributions put a link on the path; the script itself is in {@code bin} of the installation. */
    private static Stream<Path> homeOf(Path mvn) {
        try {
            Path bin = mvn.toRealPath().getParent();
            return bin == null ? Stream.empty() : Stream.ofNullable(bin.getParent());
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    Path settings() {
        return home.resolve("conf").resolve("settings.xml");
    }

    /** The repositories of the POM that every POM inherits from; it is in one of Maven's own jars. */
    List<RemoteRepository> repositories() {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(home.resolve("lib"), "maven-{model-builder,impl}-*.jar")) {
            for (Path jar : jars) {
                List<RemoteRepository> found = repositories(jar);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        } catch (IOException | InvalidInputException e) {
            // No Maven that is known here: as if none were installed.
        }
        return List.of();
    }

    private static List<RemoteRepository> repositories(Path jar) throws IOException {
        List<RemoteRepository> repositories = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(SUPER_POM);
            if (entry == null) {
                return List.of();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                XmlCursor xml = new XmlCursor("the POM of Maven itself", in);
                xml.read("project", name -> {
                    if (name.equals("repositories")) {
                        xml.children(ignored -> {
                            Map<String, String> texts = xml.texts();
                            repositories.add(
                                    new RemoteRepository(texts.getOrDefault("id", ""), texts.getOrDefault("url", "")));
                        });
                    }
                });
            }
        }
        return repositories;
    }
}
