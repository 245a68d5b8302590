package io.artispace.integration.maven;

import io.artispace.integration.run.ThisBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project to deploy or to build: as small as Maven allows, with every plugin pinned to the version this build uses. */
final class MavenProject {
    private final Path directory;
    private final String group;
    private final String artifact;
    private String version;
    private String more = "";

    private MavenProject(Path directory, String group, String artifact, String version) {
        this.directory = directory;
        this.group = group;
        this.artifact = artifact;
        this.version = version;
    }

    static MavenProject in(Path directory, String group, String artifact, String version) throws IOException {
        return new MavenProject(Files.createDirectories(directory), group, artifact, version).write();
    }

    /** A project that is not written here. */
    static MavenProject existing(Path directory) {
        return new MavenProject(directory, "", "", "");
    }

    Path directory() {
        return directory;
    }

    /** The path of the jar in a repository. */
    String jarPath() {
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar";
    }

    /** The jar that the last build made. */
    Path jar() {
        return directory.resolve("target/" + artifact + "-" + version + ".jar");
    }

    MavenProject version(String other) throws IOException {
        version = other;
        return write();
    }

    /** What the project needs, each as {@code group:artifact:version}; a version may be a range. */
    MavenProject dependencies(String... coordinates) throws IOException {
        StringBuilder xml = new StringBuilder("<dependencies>");
        for (String one : coordinates) {
            String[] parts = one.split(":");
            xml.append("<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                    .formatted(parts[0], parts[1], parts[2]));
        }
        return with(xml.append("</dependencies>").toString());
    }

    /** Any other elements of a pom. */
    MavenProject with(String xml) throws IOException {
        more = xml;
        return write();
    }

    /** The part of a pom that says where to deploy. */
    static String distribution(MavenSettings settings) {
        return """
                <distributionManagement>
                  <repository><id>releases</id><url>%s</url></repository>
                  <snapshotRepository><id>snapshots</id><url>%s</url></snapshotRepository>
                </distributionManagement>
                """.formatted(settings.releases(), settings.snapshots());
    }

    MavenProject resource(String name, String content) throws IOException {
        Path file = directory.resolve("src/main/resources").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** A class without a package. */
    MavenProject source(String type, String text) throws IOException {
        Path file = directory.resolve("src/main/java").resolve(type + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private MavenProject write() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <properties>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                    <project.build.outputTimestamp>2025-01-01T00:00:00Z</project.build.outputTimestamp>
                    <maven.compiler.release>17</maven.compiler.release>
                  </properties>
                  %s
                  <build><pluginManagement><plugins>%s%s%s%s%s%s</plugins></pluginManagement></build>
                </project>
                """.formatted(
                        group,
                        artifact,
                        version,
                        more,
                        plugin("resources"),
                        plugin("compiler"),
                        plugin("surefire"),
                        plugin("jar"),
                        plugin("install"),
                        plugin("deploy")));
        return this;
    }

    private static String plugin(String name) {
        return "<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-" + name
                + "-plugin</artifactId><version>" + ThisBuild.property("plugin." + name) + "</version></plugin>";
    }
}
