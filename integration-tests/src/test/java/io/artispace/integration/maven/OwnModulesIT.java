package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.format.maven.Maven;
import io.artispace.integration.packaged.EmbedderJars;
import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.OwnSources;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.ThisBuild;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real input: the modules of ArtiSpace are packaged and deployed into it, and a program that knows nothing but the registry embeds it. */
class OwnModulesIT {
    private static final Pattern MODULE = Pattern.compile("<artifactId>(artispace-[a-z0-9-]+)</artifactId>");

    /** Not published; tests of published modules depend on it. */
    private static final String TEST_SERVERS = "test-servers";

    @TempDir
    Path place;

    @Test
    void deploysItsOwnModulesIntoItselfAndIsEmbeddedFromThere() throws Exception {
        try (RunningRegistry registry = RunningRegistry.open(place.resolve("data"))) {
            MavenSettings settings = MavenSettings.of(registry.base(), RunningRegistry.WRITER, RunningRegistry.PASSWORD)
                    .withThirdParties();
            List<String> published = publishedModules();
            deployOwnModules(settings, published);
            Maven snapshots = Maven.in(registry.registry().repository("maven-snapshots"));
            assertThat(published)
                    .contains("artispace-bom", "artispace-core")
                    .allSatisfy(module -> assertThat(snapshots.versions("io.artispace:" + module))
                            .containsExactly(ThisBuild.version()));
            assertThat(snapshots.versions("io.artispace:artispace-" + TEST_SERVERS))
                    .isEmpty();

            MavenClient maven = MavenClient.of("3.9", Files.createDirectories(place.resolve("maven")));
            MavenProject program = program();
            maven.run(program, settings, "compile").succeeded();

            run(maven, program).succeeded().said("embedded from the registry");
        }
    }

    /** The bill of materials and all that it names. */
    private static List<String> publishedModules() throws IOException {
        String bom = Files.readString(ThisBuild.root().resolve("artispace-bom/pom.xml"));
        return MODULE.matcher(bom).results().map(match -> match.group(1)).toList();
    }

    private void deployOwnModules(MavenSettings settings, List<String> modules) throws IOException {
        MavenProject copy = MavenProject.existing(OwnSources.copyWithClassesTo(place.resolve("sources")));
        MavenClient maven = MavenClient.ofThisBuild(Files.createDirectories(place.resolve("deployer")));

        maven.run(
                        copy,
                        settings,
                        "-DaltDeploymentRepository=snapshots::" + settings.snapshots(),
                        "-pl",
                        ".," + TEST_SERVERS + "," + String.join(",", modules),
                        "-Dmaven.main.skip",
                        "-Dmaven.test.skip",
                        "-Dmaven.javadoc.skip",
                        "-Dspotless.check.skip",
                        "-Denforcer.skip",
                        "deploy")
                .succeeded();
    }

    private MavenProject program() throws IOException {
        return MavenProject.in(place.resolve("program"), "it.program", "program", "1")
                .source("Program", """
                        import io.artispace.Hosted;
                        import io.artispace.Registry;
                        import java.nio.file.Path;

                        public class Program {
                            public static void main(String[] arguments) {
                                try (Registry registry = Registry.open(Path.of(arguments[0]))) {
                                    registry.create(Hosted.named("releases").format("maven"));
                                    registry.create(Hosted.named("packages").format("npm"));
                                    System.out.println(registry.repositories().size() + " repositories, embedded from the registry");
                                }
                            }
                        }
                        """)
                .with("""
                        <dependencyManagement><dependencies><dependency>
                          <groupId>io.artispace</groupId><artifactId>artispace-bom</artifactId><version>%s</version>
                          <type>pom</type><scope>import</scope>
                        </dependency></dependencies></dependencyManagement>
                        <dependencies>
                          %s
                        </dependencies>
                        """.formatted(
                        ThisBuild.version(),
                        Stream.of("core", "metadata-jdbc", "storage-fs", "format-maven", "format-npm")
                                .map(module -> "<dependency><groupId>io.artispace</groupId><artifactId>artispace-"
                                        + module + "</artifactId></dependency>")
                                .collect(Collectors.joining())));
    }

    private Outcome run(MavenClient maven, MavenProject program) throws IOException {
        String classPath = Stream.concat(
                        Stream.of(program.directory().resolve("target/classes")),
                        EmbedderJars.jars().stream().map(jar -> resolved(maven, jar)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        String java = ThisBuild.java().resolve("bin/java").toString();
        String data = place.resolve("embedded").toString();
        return Command.isolated(place, program.directory(), List.of(java, "-cp", classPath, "Program", data))
                .run();
    }

    /** Where the build of the program has put what it resolved. */
    private static Path resolved(MavenClient maven, Path jar) {
        Path there;
        if (jar.startsWith(ThisBuild.localRepository())) {
            there = maven.localRepository()
                    .resolve(ThisBuild.localRepository().relativize(jar).toString());
        } else {
            String file = jar.getFileName().toString();
            String artifact = file.substring(0, file.indexOf("-" + ThisBuild.version()));
            there = maven.localRepository()
                    .resolve("io/artispace/" + artifact + "/" + ThisBuild.version() + "/" + file);
        }
        assertThat(there).exists();
        return there;
    }
}
