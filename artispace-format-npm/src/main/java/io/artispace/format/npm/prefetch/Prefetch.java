package io.artispace.format.npm.prefetch;

import io.artispace.ArtiSpaceException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.blob.Digests;
import io.artispace.format.npm.packument.Integrity;
import io.artispace.upstream.Prefetched;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Brings packuments and tarballs into a repository before anyone asks for them, some at a time. Used once. */
public final class Prefetch {
    /** How many packages are fetched at a time: as many as npm itself asks for. */
    private static final int AT_ONCE = 15;

    private final Repository repository;
    private final List<LockedPackage> wanted;
    private final Prefetched.Progress progress;
    private int done;
    private boolean cancelled;

    private Prefetch(Repository repository, List<LockedPackage> wanted, Prefetched.Progress progress) {
        this.repository = repository;
        this.wanted = wanted;
        this.progress = progress;
    }

    /** Fetches what a lock file pins down. */
    public static Prefetched lockFile(Repository repository, Path lockFile, Prefetched.Progress progress)
            throws InterruptedException {
        return new Prefetch(repository, LockFile.read(lockFile), progress).run();
    }

    /** Fetches versions, {@code name@version} each. */
    public static Prefetched versions(Repository repository, List<String> coordinates, Prefetched.Progress progress)
            throws InterruptedException {
        List<LockedPackage> wanted =
                coordinates.stream().map(LockedPackage::parse).toList();
        return new Prefetch(repository, wanted, progress).run();
    }

    /** How an attempt ended: with the reason of its failure, or with none; null for an attempt that was not made. */
    private record Attempt(@Nullable String failure) {}

    private Prefetched run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, wanted.size())), task -> {
            Thread thread = new Thread(task, "artispace-npm-prefetch");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<@Nullable Attempt>> attempts = new ArrayList<>();
            wanted.forEach(one -> attempts.add(threads.submit(() -> attempt(one))));
            return collect(attempts);
        } finally {
            threads.shutdownNow();
        }
    }

    private Prefetched collect(List<Future<@Nullable Attempt>> attempts) throws InterruptedException {
        List<String> fetched = new ArrayList<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = outcome(attempts.get(i));
            if (attempt != null) {
                String coordinates = wanted.get(i).toString();
                String failure = attempt.failure();
                if (failure == null) {
                    fetched.add(coordinates);
                } else {
                    missing.put(coordinates, failure);
                }
            }
        }
        return new Prefetched(fetched, missing, done < wanted.size());
    }

    private static @Nullable Attempt outcome(Future<@Nullable Attempt> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("Prefetching failed", e.getCause());
        }
    }

    private @Nullable Attempt attempt(LockedPackage one) {
        if (isCancelled()) {
            return null;
        }
        String failure = null;
        try {
            fetch(one);
        } catch (ArtiSpaceException e) {
            failure = e.getMessage();
        }
        advance();
        return new Attempt(failure);
    }

    private void fetch(LockedPackage one) {
        repository.view(one.name().packageName(), ViewScope.version(one.version()));
        StoredFile file = repository
                .file(one.path())
                .orElseThrow(() -> new NotFoundException("There is no file " + Quote.of(one.path())
                        + " in the repository " + Quote.of(repository.name()) + "."));
        // Waits until all of it has come.
        Digests digests = file.view().digests();
        boolean agrees = Integrity.claims(one.claims()).stream()
                .allMatch(claim ->
                        digests.find(claim.algorithm()).map(claim::equals).orElse(true));
        if (!agrees) {
            throw new InvalidInputException(Quote.of(one.path()) + " has another integrity than the lock file says."
                    + " Find out which of them is right before you install it.");
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized void advance() {
        done++;
        cancelled |= !progress.advanced(done, wanted.size());
    }
}
