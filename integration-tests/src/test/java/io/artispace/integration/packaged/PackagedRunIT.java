package io.artispace.integration.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.ThisBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded example runs from its packaged jars on the class path and on the module path; another program is compiled against them. */
class PackagedRunIT {
    private static final String MAIN = "io.artispace.examples.embedded.Embedded";

    @TempDir
    Path directory;

    @Test
    void runsOnTheClassPath() throws IOException {
        java("-cp", EmbedderJars.path(), MAIN).succeeded().said("com.acme:app:jar:1.0 has 18 bytes");
    }

    @Test
    void runsOnTheModulePath() throws IOException {
        java("-p", EmbedderJars.path(), "-m", "io.artispace.examples.embedded/" + MAIN)
                .succeeded()
                .said("com.acme:app:jar:1.0 has 18 bytes");
    }

    @Test
    void programWithModulesIsCompiledAgainstTheseJarsAlone() throws IOException {
        Path module = Files.writeString(directory.resolve("module-info.java"), """
                module host {
                    requires io.artispace;
                    requires io.artispace.format.maven;
                    requires io.artispace.format.npm;
                }
                """);
        Path host = Files.writeString(
                Files.createDirectory(directory.resolve("host")).resolve("Host.java"), """
                package host;

                import io.artispace.*;
                import io.artispace.format.maven.Maven;
                import io.artispace.policy.Policies;

                class Host {
                    Maven maven(Registry registry) {
                        return Maven.in(registry.create(Group.named("g").format("maven").policies(Policies.none())));
                    }
                }
                """);
        List<String> words = List.of(
                ThisBuild.java().resolve("bin/javac").toString(),
                "-Xlint:all",
                "-Werror",
                "-p",
                EmbedderJars.path(),
                "-d",
                directory.resolve("classes").toString(),
                module.toString(),
                host.toString());

        Command.isolated(directory, directory, words).run().succeeded();
    }

    private Outcome java(String... words) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        List<String> all = new ArrayList<>(
                List.of(ThisBuild.java().resolve("bin/java").toString(), "-Djava.io.tmpdir=" + temporary));
        all.addAll(List.of(words));
        all.add(directory.resolve("artifacts").toString());
        Outcome outcome = Command.isolated(directory, directory, all).run();
        assertThat(temporary).as("what it leaves behind").isEmptyDirectory();
        return outcome;
    }
}
