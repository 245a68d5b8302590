package io.artispace.integration.maven;

import io.artispace.integration.run.ClassArchive;
import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.ThisBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real {@code mvn} of one version with an empty local repository. Artifacts come from the registry under test and from nowhere
 * else; plugins also come from the local repository of whoever builds, read as a repository of files. {@link #warmUp()} sees to it
 * that they are there: which files a plugin needs differs a little from Maven to Maven.
 */
final class MavenClient {
    /** The lines whose plugins are known to be there: once per process is enough. */
    private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final Path place;

    private MavenClient(Path home, Path place) {
        this.home = home;
        this.place = place;
    }

    /** The client of a line of versions, such as {@code 3.8}; it keeps its files in an empty directory. */
    static MavenClient of(String line, Path place) throws IOException {
        MavenClient client = cold(line, place);
        if (!WARM.contains(line)) {
            client.warmUp();
            WARM.add(line);
        }
        return client;
    }

    /** The same without a local repository that has any plugins, for what needs none. */
    static MavenClient cold(String line, Path place) {
        String version = ThisBuild.property("client.maven-" + line);
        return new MavenClient(ThisBuild.clients().resolve("maven-clients/apache-maven-" + version), place);
    }

    /** The Maven that runs this build. It needs no warming up: it has just used the very plugins. */
    static MavenClient ofThisBuild(Path place) {
        return new MavenClient(ThisBuild.maven(), place);
    }

    /** The same client with another empty local repository, for running beside this one. */
    MavenClient another(String name) throws IOException {
        return new MavenClient(home, Files.createDirectories(place.resolve(name)));
    }

    /** Where the client looks for the files of its user. */
    Path userHome() {
        return place.resolve("home");
    }

    /** What has been resolved, as a directory in the layout of a repository. */
    Path localRepository() {
        return place.resolve("repository");
    }

    /** Forgets what was resolved from the registry, but not the plugins. */
    void forget(String group) throws IOException {
        Path directory = localRepository().resolve(group.replace('.', '/'));
        if (Files.exists(directory)) {
            delete(directory, file -> true);
        }
    }

    /** Forgets where the files of the local repository are from, so that they are good whoever is asked from now on. */
    void forgetOrigins() throws IOException {
        delete(localRepository(), file -> file.endsWith("_remote.repositories"));
    }

    private static void delete(Path directory, Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(which).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Runs the client in a project with settings of {@link MavenSettings}. */
    Outcome run(MavenProject project, MavenSettings settings, String... arguments) throws IOException {
        return run(project, settings.xml(), arguments);
    }

    /** Runs the client in a project with a {@code settings.xml}. */
    Outcome run(MavenProject project, String settings, String... arguments) throws IOException {
        Path file = Files.createTempFile(place, "settings", ".xml");
        Files.writeString(file, settings);
        List<String> words = new ArrayList<>(List.of(executable(), "-B", "-s", file.toString()));
        words.add("-Dmaven.repo.local=" + localRepository());
        words.addAll(List.of(arguments));
        Path empty = Files.createDirectories(userHome());
        List<String> options = new ArrayList<>(archive().use());
        options.add("-Duser.home=" + empty);
        return quick(Command.isolated(empty, project.directory(), words), options)
                .run();
    }

    /**
     * Makes sure that the plugins a deploy needs are in the local repository of whoever builds, by a build that
     * takes them from wherever that person takes plugins. Nothing is installed and nothing deployed. The classes it loads are kept for the
     * builds to come.
     */
    private void warmUp() throws IOException {
        MavenProject project = MavenProject.in(Files.createDirectories(place.resolve("warm-up")), "it.warm", "up", "1");
        project.resource("a.txt", "a").source("App", "public class App {}");
        List<String> words = new ArrayList<>(List.of(executable(), "-B", "-q"));
        words.add("-Dmaven.repo.local=" + ThisBuild.localRepository());
        ThisBuild.settings("user-settings").ifPresent(file -> words.addAll(List.of("-s", file.toString())));
        ThisBuild.settings("global-settings").ifPresent(file -> words.addAll(List.of("-gs", file.toString())));
        words.addAll(List.of("-Dmaven.install.skip", "-Dmaven.deploy.skip", "-Dmaven.test.skip", "deploy"));
        archive()
                .make(options -> quick(Command.asUser(project.directory(), words), options)
                        .run()
                        .succeeded());
    }

    /** Of the classes of this Maven and of the plugins it runs. */
    private ClassArchive archive() {
        return ClassArchive.of(home.getFileName().toString());
    }

    private String executable() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return home.resolve("bin").resolve(windows ? "mvn.cmd" : "mvn").toString();
    }

    /** A build of a few files ends before the optimizing compiler pays. */
    private static Command quick(Command command, List<String> options) {
        return command.with("MAVEN_SKIP_RC", "1")
                .with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m " + String.join(" ", options));
    }
}
