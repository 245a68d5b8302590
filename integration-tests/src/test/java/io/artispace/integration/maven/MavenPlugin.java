package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.ThisBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A plugin of one goal, compiled here so that no plugin that makes plugins is needed. */
final class MavenPlugin {
    private MavenPlugin() {}

    static MavenProject in(Path directory, MavenSettings settings) throws IOException {
        MavenProject project = MavenProject.in(directory, "it.plugins", "greeting-maven-plugin", "1.0")
                .with("<packaging>jar</packaging>" + MavenProject.distribution(settings));
        project.resource("META-INF/maven/plugin.xml", """
                <plugin>
                  <name>Greeting</name>
                  <groupId>it.plugins</groupId>
                  <artifactId>greeting-maven-plugin</artifactId>
                  <version>1.0</version>
                  <goalPrefix>greeting</goalPrefix>
                  <mojos>
                    <mojo>
                      <goal>hello</goal>
                      <implementation>it.plugins.HelloMojo</implementation>
                      <language>java</language>
                      <instantiationStrategy>per-lookup</instantiationStrategy>
                      <executionStrategy>once-per-session</executionStrategy>
                    </mojo>
                  </mojos>
                  <dependencies/>
                </plugin>
                """);
        compile(directory);
        return project;
    }

    /** The class becomes a resource of the project. */
    private static void compile(Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("HelloMojo.java"), """
                package it.plugins;

                public final class HelloMojo extends org.apache.maven.plugin.AbstractMojo {
                    @Override
                    public void execute() {
                        getLog().info("Hello from a plugin of the registry");
                    }
                }
                """);
        List<String> arguments = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                Files.createDirectories(directory.resolve("src/main/resources")).toString(),
                "-classpath",
                pluginApi().toString(),
                source.toString());
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
    }

    private static Path pluginApi() throws IOException {
        Path maven =
                ThisBuild.clients().resolve("maven-clients/apache-maven-" + ThisBuild.property("client.maven-3.8"));
        try (Stream<Path> jars = Files.list(maven.resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("maven-plugin-api"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
