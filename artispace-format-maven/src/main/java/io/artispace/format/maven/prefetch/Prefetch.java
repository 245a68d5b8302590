package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.upstream.Prefetched;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Brings artifacts, with all that they need, into a repository before anyone asks for them, some at a time. Used once. */
public final class Prefetch {
    /** How many files are fetched at a time. Maven fetches five; upstreams can bear more. */
    private static final int AT_ONCE = 15;

    private final Reactor reactor;
    private final Supplies supplies;
    private final ModelBuilder models;
    private final ExecutorService threads = threads();
    /** The threads that walk from root to root, and wait for files that other threads fetch. */
    private final ExecutorService walkers = threads();

    private Prefetch(ArtifactFinder artifacts, Reactor reactor, Prefetched.Progress progress) {
        this.reactor = reactor;
        this.supplies = new Supplies(artifacts, progress);
        this.models = new ModelBuilder(reactor, supplies);
    }

    private static ExecutorService threads() {
        return Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "artispace-maven-prefetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Brings artifacts that somebody names. */
    public static Prefetched artifacts(
            ArtifactFinder finder, Collection<String> coordinates, Prefetched.Progress progress)
            throws InterruptedException {
        List<Coordinates> parsed = coordinates.stream().map(Coordinates::parse).toList();
        Prefetch prefetch = new Prefetch(finder, Reactor.NONE, progress);
        return prefetch.run(
                () -> prefetch.each(parsed, artifact -> prefetch.artifact(ModelDependency.of(artifact), List.of())));
    }

    /**
     * Brings what the projects of a POM need.
     *
     * @param build whether that includes what their builds need, and not only their dependencies
     */
    public static Prefetched project(ArtifactFinder finder, Path pom, boolean build, Prefetched.Progress progress)
            throws InterruptedException {
        Reactor reactor = Reactor.read(pom);
        Prefetch prefetch = new Prefetch(finder, reactor, progress);
        return prefetch.run(() -> prefetch.projects(build));
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private interface Walk<R> {
        void from(R root) throws InterruptedException;
    }

    private Prefetched run(Task task) throws InterruptedException {
        try {
            if (Thread.interrupted()) {
                // Waiting would tell, but what is found at once is not waited for.
                throw new InterruptedException("Interrupted before anything was fetched.");
            }
            task.run();
            return supplies.report();
        } finally {
            walkers.shutdownNow();
            threads.shutdownNow();
        }
    }

    /** Walks from some roots at a time: of many small ones, each would wait for the one before to come. */
    private <R> void each(Collection<R> roots, Walk<R> walk) throws InterruptedException {
        List<Future<Void>> walks = new ArrayList<>();
        for (R root : roots) {
            walks.add(walkers.submit(() -> {
                walk.from(root);
                return null;
            }));
        }
        for (Future<Void> each : walks) {
            Memo.result(each);
        }
    }

    private void projects(boolean build) throws InterruptedException {
        // Most modules have the same ones.
        Set<ModelPlugin> plugins = new LinkedHashSet<>();
        for (SourcedModel project : reactor.projects()) {
            EffectiveModel model = models.model(project);
            walk(model.managed()).fetch(model.dependencies());
            if (build) {
                plugins.addAll(model.plugins());
            }
        }
        each(plugins, plugin -> artifact(plugin.asDependency(), plugin.dependencies()));
    }

    private void artifact(ModelDependency artifact, List<ModelDependency> added) throws InterruptedException {
        if (!supplies.isCancelled()) {
            walk(managedBy(artifact)).fetch(artifact, added);
        }
    }

    /** Returns the dependency management of an artifact at the root. If its POM cannot be read, the walk will report that. */
    private Map<String, ModelDependency> managedBy(ModelDependency artifact) throws InterruptedException {
        try {
            Coordinates pom = artifact.coordinates().with("", "pom");
            List<String> versions = supplies.versions(pom);
            return versions.isEmpty()
                    ? Map.of()
                    : models.relocated(pom.withVersion(versions.get(versions.size() - 1)))
                            .map(EffectiveModel::managed)
                            .orElse(Map.of());
        } catch (InvalidInputException e) {
            return Map.of();
        }
    }

    private DependencyWalk walk(Map<String, ModelDependency> managed) {
        return new DependencyWalk(reactor, supplies, models, threads, managed);
    }
}
