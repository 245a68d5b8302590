package io.artispace.integration.npm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A directory with a {@code package.json} and the configuration that points every client at the registry under test. */
record NodeProject(Path directory) {
    /** A package to publish: a manifest and one file. */
    static NodeProject library(Path directory, String name, String version, String content) throws IOException {
        NodeProject project = new NodeProject(Files.createDirectories(directory));
        project.write("index.js", "module.exports = '" + content + "';\n");
        return project.manifest(name, version, "", "");
    }

    /** A program that needs a package, in a version or range or under a tag. */
    static NodeProject consumer(Path directory, String dependency, String wanted) throws IOException {
        NodeProject project = new NodeProject(Files.createDirectories(directory));
        return project.manifest(
                "consumer", "1.0.0", "\"private\": true,", "\"" + dependency + "\": \"" + wanted + "\"");
    }

    /** Changes the version. */
    NodeProject version(String name, String version) throws IOException {
        return manifest(name, version, "", "");
    }

    private NodeProject manifest(String name, String version, String members, String dependencies) throws IOException {
        return write("package.json", """
                {
                  "name": "%s",
                  "version": "%s",
                  "description": "a sample of the integration tests",
                  "license": "Apache-2.0",
                  %s
                  "main": "index.js",
                  "dependencies": {%s}
                }
                """.formatted(name, version, members, dependencies));
    }

    NodeProject write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
        return this;
    }

    NodeProject write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        return this;
    }

    /** What the installed package exports. */
    String installed(String dependency) throws IOException {
        return Files.readString(
                directory.resolve("node_modules").resolve(dependency).resolve("index.js"));
    }

    /** Removes what was installed and leaves the lock file. */
    void removeInstalled() throws IOException {
        Path modules = directory.resolve("node_modules");
        try (Stream<Path> files = Files.walk(modules)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
