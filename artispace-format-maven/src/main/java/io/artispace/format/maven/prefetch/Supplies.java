package io.artispace.format.maven.prefetch;

import io.artispace.ArtiSpaceException;
import io.artispace.Quote;
import io.artispace.TooLargeException;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.artifact.ResolvedFile;
import io.artispace.upstream.Prefetched;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Has a repository bring files, each once, and keeps account of what came and what did not. Thread-safe. */
final class Supplies {
    /** More than the largest builds need, and few enough for their account to be held. */
    private static final int MAX_FILES = 50_000;

    private final ArtifactFinder artifacts;
    private final Prefetched.Progress progress;
    private final Memo<Coordinates, Optional<ResolvedFile>> tried = new Memo<>(this::bring);
    private final Set<Coordinates> known = new HashSet<>();
    private final Set<String> fetched = new TreeSet<>();
    private final Map<String, String> missing = new TreeMap<>();
    private int done;
    private boolean cancelled;

    Supplies(ArtifactFinder artifacts, Prefetched.Progress progress) {
        this.artifacts = artifacts;
        this.progress = progress;
    }

    /** Says that a file will be fetched. */
    synchronized void announce(Coordinates file) {
        if (known.add(file) && known.size() > MAX_FILES) {
            throw new TooLargeException("Cannot fetch all that is needed: it is more than " + MAX_FILES + " files.");
        }
    }

    /** Fetches a file unless it was fetched; empty if it is missing, or everything was cancelled. */
    Optional<ResolvedFile> fetch(Coordinates file) throws InterruptedException {
        if (isCancelled()) {
            return Optional.empty();
        }
        announce(file);
        return tried.get(file);
    }

    private Optional<ResolvedFile> bring(Coordinates file) {
        String failure = null;
        Optional<ResolvedFile> found = Optional.empty();
        try {
            found = artifacts.find(file);
            if (found.isEmpty()) {
                failure = "There is no such file in the repository " + Quote.of(artifacts.repository()) + ".";
            } else {
                // Waits until all of it has come.
                found.get().file().view();
            }
        } catch (ArtiSpaceException e) {
            found = Optional.empty();
            failure = e.getMessage();
        }
        account(file.toString(), failure);
        return found;
    }

    /**
     * The versions that may be meant, from the lowest to the highest: one, unless it is a range. What they are chosen from is then known
     * without the upstream as well.
     */
    List<String> versions(Coordinates of) {
        try {
            List<String> versions = artifacts.matching(of);
            if (versions.isEmpty()) {
                miss(
                        of.toString(),
                        "There is no such version in the repository " + Quote.of(artifacts.repository()) + ".");
            }
            return versions;
        } catch (ArtiSpaceException e) {
            miss(of.toString(), e.getMessage());
            return List.of();
        }
    }

    private synchronized void account(String file, @Nullable String failure) {
        done++;
        if (failure == null) {
            fetched.add(file);
        } else {
            missing.put(file, failure);
        }
        cancelled |= !progress.advanced(done, known.size());
    }

    /** Notes that something is needed that cannot be had, or cannot be read. */
    synchronized void miss(String what, String why) {
        missing.putIfAbsent(what, why);
        fetched.remove(what);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized Prefetched report() {
        return new Prefetched(new ArrayList<>(fetched), missing, cancelled);
    }
}
