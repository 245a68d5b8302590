package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.maven.artifact.Coordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The projects that one build makes from their sources: what they make for each other is not fetched. Immutable once read. */
final class Reactor {
    private static final int MAX_PROJECTS = 5_000;
    static final Reactor NONE = new Reactor();

    private final Map<Path, SourcedModel> projects = new LinkedHashMap<>();
    private final Map<String, SourcedModel> byName = new LinkedHashMap<>();

    private Reactor() {}

    /**
     * Reads a POM and those of its modules.
     *
     * @throws InvalidInputException if one of them cannot be read
     */
    static Reactor read(Path pom) {
        Reactor reactor = new Reactor();
        // Not one within the other: there may be more modules below each other than a thread's stack has room for.
        Deque<Path> left = new ArrayDeque<>(List.of(pom.toAbsolutePath().normalize()));
        while (!left.isEmpty()) {
            Path file = left.pop();
            if (!reactor.projects.containsKey(file)) {
                List<Path> modules = reactor.add(file);
                Collections.reverse(modules);
                modules.forEach(left::push);
            }
        }
        return reactor;
    }

    /** Adds a project, and returns its modules. */
    private List<Path> add(Path file) {
        if (projects.size() == MAX_PROJECTS) {
            throw new InvalidInputException("The project has more than " + MAX_PROJECTS + " modules.");
        }
        SourcedModel project = readFile(file);
        projects.put(file, project);
        byName.put(project.model().effectiveGroupId() + ':' + project.model().artifactId(), project);
        List<Path> modules = new ArrayList<>();
        for (String module : project.model().active().modules()) {
            place(file, module).ifPresent(modules::add);
        }
        return modules;
    }

    private static SourcedModel readFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new SourcedModel(ModelReader.read("the POM " + Quote.of(file), in), file);
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read the POM " + Quote.of(file) + ".", e);
        }
    }

    /** The POM that a path beside another POM leads to. */
    private static Optional<Path> place(Path file, String relative) {
        try {
            Path path = file.resolveSibling(relative).normalize();
            Path pom = Files.isDirectory(path) ? path.resolve("pom.xml") : path;
            return Optional.of(pom).filter(Files::isRegularFile);
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }

    Collection<SourcedModel> projects() {
        return projects.values();
    }

    /** The project that makes an artifact; a version that its POM writes as a property is taken for that one. */
    Optional<SourcedModel> find(Coordinates artifact) {
        return Optional.ofNullable(byName.get(artifact.groupId() + ':' + artifact.artifactId()))
                .filter(project -> {
                    String version = project.model().effectiveVersion();
                    return version.contains("${") || version.equals(artifact.version());
                });
    }

    /** The parent's file, if it lies where the POM says and is the one that it means. */
    static Optional<SourcedModel> parentOf(SourcedModel child) {
        Path file = child.file();
        Model.Parent parent = child.model().parent();
        if (file == null || parent == null || parent.relativePath().isEmpty()) {
            return Optional.empty();
        }
        return place(file, parent.relativePath()).map(Reactor::readFile).filter(found -> {
            Model model = found.model();
            return model.effectiveGroupId().equals(parent.groupId())
                    && model.artifactId().equals(parent.artifactId())
                    && model.effectiveVersion().equals(parent.version());
        });
    }
}
