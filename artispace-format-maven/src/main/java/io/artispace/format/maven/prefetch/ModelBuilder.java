package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.TooLargeException;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.artifact.ResolvedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Merges POMs with their parents and imports, as Maven's model builder does: a child goes before its parent, a POM's own management
 * before what it imports, and an earlier import before a later one. A parent or an import that is missing, or leads back in a circle,
 * is noted and left out. Thread-safe.
 */
final class ModelBuilder {
    /** How often one POM may lead to the next. */
    static final int MAX_RELOCATIONS = 8;

    private static final int MAX_PARENTS = 64;
    private static final int MAX_IMPORTS_WITHIN = 32;
    /** The most entries of all POMs together: more than the largest builds have, and few enough to fit into memory. */
    private static final long MAX_ENTRIES = 2_000_000;

    private final Reactor reactor;
    private final Supplies supplies;
    private final Memo<Coordinates, Optional<SourcedModel>> read = new Memo<>(this::read);
    private final Map<Coordinates, Optional<EffectiveModel>> dependencies = new ConcurrentHashMap<>();
    private final Map<Coordinates, Map<String, ModelDependency>> imported = new ConcurrentHashMap<>();
    private final AtomicLong entries = new AtomicLong();

    ModelBuilder(Reactor reactor, Supplies supplies) {
        this.reactor = reactor;
        this.supplies = supplies;
    }

    /** The model of an artifact that is needed, without what only matters at the root; empty if its POM cannot be had. */
    Optional<EffectiveModel> dependency(Coordinates pom) throws InterruptedException {
        Optional<EffectiveModel> known = dependencies.get(pom);
        if (known == null) {
            known = model(pom).map(EffectiveModel::asDependency);
            dependencies.put(pom, known);
        }
        return known;
    }

    /** The whole model of an artifact; empty if its POM cannot be had. */
    Optional<EffectiveModel> model(Coordinates pom) throws InterruptedException {
        Optional<SourcedModel> found = read.get(pom);
        return found.isEmpty() ? Optional.empty() : Optional.of(model(found.get()));
    }

    /** The whole model of an artifact, after following the relocations in its POM; empty if a POM on the way cannot be had. */
    Optional<EffectiveModel> relocated(Coordinates pom) throws InterruptedException {
        Optional<EffectiveModel> model = model(pom);
        for (int i = 0; i < MAX_RELOCATIONS; i++) {
            Coordinates to = model.map(EffectiveModel::relocation).orElse(null);
            if (to == null) {
                return model;
            }
            model = model(to);
        }
        return model;
    }

    /** The whole model of a project. */
    EffectiveModel model(SourcedModel project) throws InterruptedException {
        return model(project, new HashSet<>());
    }

    private Optional<SourcedModel> read(Coordinates pom) throws InterruptedException {
        Optional<SourcedModel> own = reactor.find(pom);
        if (own.isPresent()) {
            return own;
        }
        Optional<ResolvedFile> file = supplies.fetch(pom);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = file.get().open()) {
            Model model = ModelReader.read("the POM " + Quote.of(pom), in);
            count(model.size());
            return Optional.of(new SourcedModel(model, null));
        } catch (InvalidInputException | StorageFailedException e) {
            supplies.miss(pom.toString(), e.getMessage());
        } catch (IOException e) {
            supplies.miss(pom.toString(), "It cannot be read back. Try again.");
        }
        return Optional.empty();
    }

    private EffectiveModel model(SourcedModel project, Set<Coordinates> within) throws InterruptedException {
        List<SourcedModel> lineage = lineage(project);
        ModelPart all = ModelPart.NONE;
        for (int i = lineage.size() - 1; i >= 0; i--) {
            all = lineage.get(i).model().active().over(all.withoutModules());
        }
        Model model = project.model();
        Interpolation values = new Interpolation(ownValues(model), all.properties());
        Map<String, ModelDependency> managed = managed(all, values, within);
        List<ModelDependency> needed = all.dependencies().stream()
                .map(dependency -> dependency.map(values))
                .map(dependency -> managed.containsKey(dependency.key())
                        ? dependency.completedBy(managed.get(dependency.key()))
                        : dependency)
                .toList();
        count(ModelDependency.size(needed));
        return new EffectiveModel(
                managed, needed, BuildPlugins.of(all, model.packaging(), values), relocation(model, values));
    }

    /** Counts what is kept, or fails. */
    void count(long more) {
        if (entries.addAndGet(more) > MAX_ENTRIES) {
            throw new TooLargeException(
                    "Cannot find out what is needed: the POMs have more than " + MAX_ENTRIES + " entries.");
        }
    }

    /** The POM, its parent, and so on. */
    private List<SourcedModel> lineage(SourcedModel project) throws InterruptedException {
        List<SourcedModel> lineage = new ArrayList<>(List.of(project));
        Set<Coordinates> seen = new HashSet<>();
        for (SourcedModel child = project; child.model().parent() != null; ) {
            Optional<SourcedModel> parent = parent(child, seen);
            if (parent.isEmpty()) {
                break;
            }
            child = parent.get();
            lineage.add(child);
        }
        return lineage;
    }

    private Optional<SourcedModel> parent(SourcedModel child, Set<Coordinates> seen) throws InterruptedException {
        Model.Parent named = child.model().inheritedFrom().orElseThrow();
        String version = new Interpolation(Map.of(), child.model().active().properties()).apply(named.version());
        ModelDependency wanted =
                new ModelDependency(named.groupId(), named.artifactId(), version, "pom", "", "", "", Set.of());
        try {
            Coordinates coordinates = wanted.coordinates();
            if (seen.size() == MAX_PARENTS || !seen.add(coordinates)) {
                supplies.miss(
                        wanted.toString(), "It is its own ancestor, or has more than " + MAX_PARENTS + " of them.");
                return Optional.empty();
            }
            Optional<SourcedModel> beside = Reactor.parentOf(child);
            return beside.isPresent() ? beside : read.get(coordinates);
        } catch (InvalidInputException e) {
            supplies.miss(wanted.toString(), e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, ModelDependency> managed(ModelPart all, Interpolation values, Set<Coordinates> within)
            throws InterruptedException {
        Map<String, ModelDependency> managed = new LinkedHashMap<>();
        List<ModelDependency> imports = new ArrayList<>();
        for (ModelDependency entry : all.managed()) {
            ModelDependency dependency = entry.map(values);
            if (dependency.isImport()) {
                imports.add(dependency);
            } else {
                managed.putIfAbsent(dependency.key(), dependency);
            }
        }
        for (ModelDependency wanted : imports) {
            try {
                imported(wanted.coordinates(), within).forEach(managed::putIfAbsent);
            } catch (InvalidInputException e) {
                supplies.miss(wanted.toString(), e.getMessage());
            }
        }
        return managed;
    }

    private Map<String, ModelDependency> imported(Coordinates pom, Set<Coordinates> within)
            throws InterruptedException {
        Map<String, ModelDependency> known = imported.get(pom);
        if (known != null) {
            return known;
        }
        if (within.size() == MAX_IMPORTS_WITHIN || !within.add(pom)) {
            throw new InvalidInputException(
                    "It imports itself, or imports go deeper than " + MAX_IMPORTS_WITHIN + " levels.");
        }
        Optional<SourcedModel> found = read.get(pom);
        Map<String, ModelDependency> managed =
                found.isEmpty() ? Map.of() : model(found.get(), within).managed();
        within.remove(pom);
        count(ModelDependency.size(managed.values()));
        imported.put(pom, managed);
        return managed;
    }

    private static @Nullable Coordinates relocation(Model model, Interpolation values) {
        Model.Relocation to = model.relocation();
        if (to == null) {
            return null;
        }
        return new Coordinates(
                values.apply(to.groupId().isEmpty() ? model.effectiveGroupId() : to.groupId()),
                values.apply(to.artifactId().isEmpty() ? model.artifactId() : to.artifactId()),
                "pom",
                "",
                values.apply(to.version().isEmpty() ? model.effectiveVersion() : to.version()));
    }

    private static Map<String, String> ownValues(Model model) {
        Map<String, String> values = new HashMap<>();
        values.put("groupId", model.effectiveGroupId());
        values.put("artifactId", model.artifactId());
        values.put("version", model.effectiveVersion());
        values.put("packaging", model.packaging().isEmpty() ? "jar" : model.packaging());
        model.inheritedFrom().ifPresent(parent -> {
            values.put("parent.groupId", parent.groupId());
            values.put("parent.artifactId", parent.artifactId());
            values.put("parent.version", parent.version());
        });
        return values;
    }
}
