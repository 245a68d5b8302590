package io.artispace.integration.maven;

import io.artispace.Repository;
import io.artispace.format.maven.Deployment;
import io.artispace.format.maven.Maven;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.integration.run.RunningRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every plugin, with all it needs, that a build of a small project asks for: what a public repository must have for such a build. */
final class MavenSupplies {
    private static final List<String> NEEDED = List.of(".jar", ".pom");

    private final Path localRepository;
    private final List<Path> files;

    private MavenSupplies(Path localRepository, List<Path> files) {
        this.localRepository = localRepository;
        this.files = files;
    }

    /**
     * Has a client build and deploy a project once, with plugins of whoever builds, and keeps what it resolved. The client has these from
     * then on, wherever it is told to take plugins from.
     */
    static MavenSupplies of(MavenClient client, Path place) throws IOException {
        MavenProject project = MavenProject.in(place.resolve("supplied"), "it.supplied", "app", "1")
                .source("App", "public class App {}")
                .resource("a.txt", "a");
        URI nowhere = URI.create("http://127.0.0.1:1/");
        MavenSettings settings = MavenSettings.of(nowhere, RunningRegistry.WRITER, RunningRegistry.PASSWORD);
        String target = place.resolve("deployed").toUri().toString();
        client.run(project, settings, "-DaltDeploymentRepository=deployed::" + target, "deploy")
                .succeeded();
        client.forget("it.supplied");
        client.forgetOrigins();
        return new MavenSupplies(client.localRepository(), files(client.localRepository()));
    }

    private static List<Path> files(Path localRepository) throws IOException {
        try (Stream<Path> files = Files.walk(localRepository)) {
            return files.filter(file -> NEEDED.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /** Publishes them. */
    void publishTo(Repository repository) {
        Deployment deployment = Maven.in(repository).deployment();
        files.forEach(file -> deployment.add(coordinates(file), () -> Files.newInputStream(file)));
        deployment.publish();
    }

    private Coordinates coordinates(Path file) {
        Path path = localRepository.relativize(file);
        int names = path.getNameCount();
        String version = path.getName(names - 2).toString();
        String artifact = path.getName(names - 3).toString();
        String group = path.subpath(0, names - 3).toString().replace('/', '.').replace('\\', '.');
        String rest = path.getName(names - 1).toString().substring(artifact.length() + 1 + version.length());
        int dot = rest.lastIndexOf('.');
        String classifier = dot == 0 ? "" : rest.substring(1, dot);
        return new Coordinates(group, artifact, rest.substring(dot + 1), classifier, version);
    }
}
