package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.TooLargeException;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.artifact.ResolvedFile;
import io.artispace.format.maven.version.MavenVersion;
import io.artispace.format.maven.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Walks through the dependencies of a project, as Maven's resolver does, and fetches their files. It goes level by level, so that the
 * nearer one of two versions of an artifact wins, and of two equally near ones the one that is named first, or the higher one if one POM
 * names both. The POMs of the losing versions, and of all versions in a range, are fetched, too, because Maven reads them before it
 * decides. Used once.
 */
final class DependencyWalk {
    private static final int MAX_NODES = 200_000;

    private final Reactor reactor;
    private final Supplies supplies;
    private final ModelBuilder models;
    private final ExecutorService threads;
    private final Map<String, ModelDependency> managed = new HashMap<>();
    private final List<Future<Optional<ResolvedFile>>> fetches = new ArrayList<>();
    private final Set<String> winners = new HashSet<>();
    private final Set<Node> seen = new HashSet<>();

    /**
     * Prepares a walk.
     *
     * @param managed the root's dependency management, which decides about versions and exclusions of indirect dependencies
     */
    DependencyWalk(
            Reactor reactor,
            Supplies supplies,
            ModelBuilder models,
            ExecutorService threads,
            Map<String, ModelDependency> managed) {
        this.reactor = reactor;
        this.supplies = supplies;
        this.models = models;
        this.threads = threads;
        managed.values().forEach(rule -> this.managed.putIfAbsent(rule.fileKey(), rule));
    }

    /**
     * Something that is needed.
     *
     * @param exclusions what is not needed below it
     * @param wanted whether its file is, and not only its POM
     * @param isRoot whether what is optional for it is needed as well, as for plugins
     */
    private record Node(ModelDependency dependency, Set<String> exclusions, boolean wanted, boolean isRoot) {}

    /** A version that is needed, after its POM was read and relocations were followed. */
    private record Found(Coordinates file, Optional<EffectiveModel> model) {}

    /** Fetches an artifact, such as a plugin, with its dependencies and some that are added to them. */
    void fetch(ModelDependency root, List<ModelDependency> added) throws InterruptedException {
        List<Node> level = new ArrayList<>(List.of(new Node(root, Set.of(), true, true)));
        level.addAll(siblings(added.stream()
                .map(dependency -> new Node(dependency, dependency.exclusions(), true, false))
                .toList()));
        run(level);
    }

    /** Fetches what a project needs, in all scopes. */
    void fetch(List<ModelDependency> direct) throws InterruptedException {
        run(siblings(direct.stream()
                .filter(dependency -> !dependency.isSystem())
                .map(dependency -> new Node(dependency, dependency.exclusions(), true, false))
                .toList()));
    }

    private void run(List<Node> roots) throws InterruptedException {
        List<Node> level = roots;
        while (!level.isEmpty() && !supplies.isCancelled()) {
            List<Future<List<Found>>> found = new ArrayList<>();
            for (Node node : level) {
                found.add(threads.submit(() -> find(node.dependency())));
            }
            List<Node> next = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                descend(level.get(i), Memo.result(found.get(i)), next);
            }
            level = next;
        }
        for (Future<Optional<ResolvedFile>> fetch : fetches) {
            Memo.result(fetch);
        }
    }

    private List<Found> find(ModelDependency dependency) throws InterruptedException {
        try {
            Coordinates file = dependency.coordinates();
            List<Found> found = new ArrayList<>();
            for (String version : supplies.versions(file)) {
                found.add(follow(file.withVersion(version)));
            }
            return found;
        } catch (InvalidInputException e) {
            supplies.miss(dependency.toString(), e.getMessage());
            return List.of();
        }
    }

    private Found follow(Coordinates file) throws InterruptedException {
        Coordinates at = file;
        for (int i = 0; ; i++) {
            Optional<EffectiveModel> model = models.dependency(at.with("", "pom"));
            Coordinates to = model.isEmpty() ? null : model.get().relocation();
            if (to == null || i == ModelBuilder.MAX_RELOCATIONS) {
                return new Found(at, model);
            }
            at = to.with(at.classifier(), at.extension());
        }
    }

    private void descend(Node node, List<Found> versions, List<Node> next) {
        for (int i = 0; i < versions.size(); i++) {
            Found found = versions.get(i);
            Coordinates file = found.file();
            boolean chosen = node.wanted() && i == versions.size() - 1;
            String key = file.groupId() + ':' + file.artifactId() + ':' + file.extension() + ':' + file.classifier();
            // A range may exclude the nearer version, so the version that it chooses is fetched in any case.
            boolean wins = chosen
                    && (winners.add(key)
                            || VersionRange.isRange(node.dependency().version()));
            if (wins && reactor.find(file).isEmpty()) {
                supplies.announce(file);
                fetches.add(threads.submit(() -> supplies.fetch(file)));
            }
            found.model().ifPresent(model -> addNeeds(node, model, wins, next));
        }
    }

    /**
     * Brings what one POM names into the order of preference: of two versions of one file, which it can name by two types, the higher is
     * first.
     */
    private static List<Node> siblings(List<Node> nodes) {
        List<Node> ordered = new ArrayList<>(nodes);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            Node node = ordered.get(i);
            Integer first = places.putIfAbsent(node.dependency().fileKey(), i);
            if (first != null && isHigher(node.dependency(), ordered.get(first).dependency())) {
                ordered.set(i, ordered.get(first));
                ordered.set(first, node);
            }
        }
        return ordered;
    }

    private static boolean isHigher(ModelDependency one, ModelDependency other) {
        return !VersionRange.isRange(one.version())
                && !VersionRange.isRange(other.version())
                && MavenVersion.of(one.version()).compareTo(MavenVersion.of(other.version())) > 0;
    }

    private void addNeeds(Node node, EffectiveModel model, boolean wanted, List<Node> next) {
        List<Node> needs = new ArrayList<>();
        for (ModelDependency needed : model.dependencies()) {
            boolean passedOn = node.isRoot() ? needed.isPassedOnToRoot() : needed.isPassedOn();
            if (passedOn && !needed.isExcludedBy(node.exclusions())) {
                ModelDependency rule = node.isRoot() ? null : managed.get(needed.fileKey());
                ModelDependency dependency = rule == null ? needed : needed.overriddenBy(rule);
                needs.add(new Node(dependency, exclusions(node, dependency), wanted, false));
            }
        }
        siblings(needs).forEach(need -> add(need, next));
    }

    /**
     * What is left out below a dependency of a node. Each set is counted, since a POM may exclude thousands and need as many that exclude
     * one more.
     */
    private Set<String> exclusions(Node node, ModelDependency dependency) {
        if (node.exclusions().containsAll(dependency.exclusions())) {
            return node.exclusions();
        }
        Set<String> exclusions = new HashSet<>(node.exclusions());
        exclusions.addAll(dependency.exclusions());
        models.count(exclusions.size());
        return exclusions;
    }

    private void add(Node node, List<Node> next) {
        Node whole = new Node(node.dependency(), node.exclusions(), true, false);
        if (seen.contains(whole) || !seen.add(node)) {
            return;
        }
        if (seen.size() > MAX_NODES) {
            throw new TooLargeException(
                    "Cannot fetch all that is needed: it is needed in more than " + MAX_NODES + " ways.");
        }
        next.add(node);
    }
}
