package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code mvn package} of a project with the usual plugins and a few libraries, each in the newest version that the local repository of
 * whoever measures has, with an empty local repository.
 *
 * @param directory the project
 */
record MavenBuild(Path directory) implements ClientBuilds.Client {
    private static final List<String> PLUGINS =
            List.of("maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-jar-plugin");

    private static final List<String> LIBRARIES = List.of(
            "com.fasterxml.jackson.core:jackson-databind",
            "org.jdbi:jdbi3-core",
            "org.assertj:assertj-core",
            "software.amazon.awssdk:s3",
            "org.slf4j:slf4j-simple");

    /**
     * Writes the project and builds it once as its owner would, so that the local repository, of which the upstream is made, has all it
     * needs. If that fails, so will the build that is measured.
     */
    static MavenBuild prepare(Bench bench) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(bench.newDirectory().resolve("project"));
        Path sources = Files.createDirectories(directory.resolve("src/main/java"));
        Files.writeString(sources.resolve("Hello.java"), "class Hello {}\n");
        StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId>");
        pom.append("<artifactId>project</artifactId><version>1</version><properties>");
        pom.append("<maven.compiler.release>17</maven.compiler.release></properties><dependencies>");
        for (String library : LIBRARIES) {
            String[] parts = library.split(":");
            append(pom, "dependency", parts[0], parts[1]);
        }
        pom.append("</dependencies><build><plugins>");
        for (String plugin : PLUGINS) {
            append(pom, "plugin", "org.apache.maven.plugins", plugin);
        }
        pom.append("</plugins></build></project>");
        Files.writeString(directory.resolve("pom.xml"), pom);
        ClientBuilds.run(
                directory, List.of("mvn", "-B", "-q", "-Dmaven.repo.local=" + LocalMaven.repository(), "package"));
        return new MavenBuild(directory);
    }

    private static void append(StringBuilder pom, String element, String group, String artifact) throws IOException {
        Optional<String> version = LocalMaven.newest(group, artifact);
        if (version.isPresent()) {
            pom.append('<').append(element).append("><groupId>").append(group).append("</groupId><artifactId>");
            pom.append(artifact)
                    .append("</artifactId><version>")
                    .append(version.get())
                    .append("</version></");
            pom.append(element).append('>');
        }
    }

    @Override
    public boolean run(String url) throws IOException, InterruptedException {
        Path repository = directory.resolveSibling("repository");
        Directories.delete(repository);
        Directories.delete(directory.resolve("target"));
        Path settings = directory.resolveSibling("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>measured</id><mirrorOf>*</mirrorOf><url>" + url
                        + "</url></mirror></mirrors></settings>");
        return ClientBuilds.run(
                directory,
                List.of(
                        "mvn",
                        "-B",
                        "-q",
                        "-s",
                        settings.toString(),
                        "-gs",
                        settings.toString(),
                        "-Dmaven.repo.local=" + repository,
                        "package"));
    }
}
