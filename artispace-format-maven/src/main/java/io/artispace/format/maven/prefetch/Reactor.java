package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.maven.Coordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
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
        reactor.add(pom.toAbsolutePath().normalize());
        return reactor;
    }

    private void add(Path file) {
        if (projects.containsKey(file)) {
            return;
        }
        if (projects.size() == MAX_PROJECTS) {
            throw new InvalidInputException("The project has more than " + MAX_PROJECTS + " modules.");
        }
        SourcedModel project = readFile(file);
        projects.put(file, project);
        byName.put(project.model().effectiveGroupId() + ':' + project.model().artifactId(), project);
        for (String module : project.model().active().modules()) {
            place(file, module).ifPresent(this::add);
        }
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
