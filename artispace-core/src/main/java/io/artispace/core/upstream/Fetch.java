package io.artispace.core.upstream;

import io.artispace.ArtiSpaceException;
import io.artispace.FilePath;
import io.artispace.UpstreamFailedException;
import io.artispace.core.content.WholeContent;
import io.artispace.metadata.FileRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way from an upstream, shared by all who ask for it meanwhile. Three things become known of it, one after the other: how long it
 * is, where it is large (so that readers may begin); that all of it came and is what the upstream means; and that it is stored. Thread-safe.
 */
final class Fetch {
    private static final Logger logger = LoggerFactory.getLogger(Fetch.class);

    private final FilePath path;
    private final CompletableFuture<OptionalLong> begun = new CompletableFuture<>();
    private final CompletableFuture<Optional<WholeContent>> checked = new CompletableFuture<>();
    private final CompletableFuture<Optional<FileRow>> done = new CompletableFuture<>();
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private final List<Feed> feeds = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> stored = new ConcurrentLinkedQueue<>();
    private boolean started;

    Fetch(FilePath path) {
        this.path = path;
    }

    FilePath path() {
        return path;
    }

    /** Adds a reader that is handed the bytes as they come; empty once some have come already, or none will come any more. */
    synchronized Optional<Feed> join() {
        if (started || done.isDone()) {
            return Optional.empty();
        }
        Feed feed = new Feed();
        feeds.add(feed);
        return Optional.of(feed);
    }

    /** Says that a large file of this length begins to arrive. */
    void begin(long length) {
        begun.complete(OptionalLong.of(length));
    }

    boolean hasBegun() {
        return begun.isDone();
    }

    /**
     * Says that all of it came, and that nothing is known against it: from now on it may be given out, while it is being stored.
     *
     * @param small its content, if that is small enough to be given out from memory
     */
    void checked(Optional<WholeContent> small) {
        checked.complete(small);
        begun.complete(OptionalLong.empty());
    }

    /** Tells whether it may be given out, or has ended. */
    boolean isChecked() {
        return checked.isDone();
    }

    /** Says that it is stored, though its listeners may not have been told, or that it will not be. */
    void settled() {
        settled.complete(true);
    }

    /** Waits until it is stored, or could not be; not for listeners, for it may be one that waits. */
    void awaitSettled() {
        await(settled);
    }

    /** Hands bytes to the readers. */
    void hand(byte[] chunk) throws InterruptedException {
        synchronized (this) {
            started = true;
        }
        for (Feed feed : feeds) {
            feed.put(chunk);
        }
    }

    /** Has something done as soon as the file is stored, if it ever is; whoever waits for the end of the file finds it done. */
    void whenStored(Runnable action) {
        stored.add(action);
        if (done.isDone()) {
            runLateActions();
        }
    }

    private void runLateActions() {
        if (!done.isCompletedExceptionally() && done.join().isPresent()) {
            runActions();
        }
    }

    /** Each once: whoever takes an action out of the queue runs it. */
    private void runActions() {
        for (Runnable action = stored.poll(); action != null; action = stored.poll()) {
            run(action);
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            logger.error("What was to be done once {} was stored failed.", path, e);
        }
    }

    /** Says how it ended: with a stored file, or without one. */
    void ended(Optional<FileRow> row) {
        if (row.isPresent()) {
            runActions();
        }
        done.complete(row);
        checked.complete(Optional.empty());
        begun.complete(OptionalLong.empty());
        endFeeds();
        runLateActions();
    }

    void failed(Throwable failure) {
        done.completeExceptionally(failure);
        checked.completeExceptionally(failure);
        begun.completeExceptionally(failure);
        endFeeds();
    }

    /** Only after it is known that it ended, and in the lock: whoever joins either sees that, or is among those who are told. */
    private synchronized void endFeeds() {
        feeds.forEach(Feed::end);
    }

    /** Waits until it is known how long a large file is; empty once a smaller one is checked, or it is known that there is none. */
    OptionalLong awaitBegin() {
        return await(begun);
    }

    /** Waits until all of it is checked, or it is known that there is none; returns the content of a small one. */
    Optional<WholeContent> awaitChecked() {
        return await(checked);
    }

    /** Waits until the file is stored; empty if the upstream has none. */
    Optional<FileRow> awaitStored() {
        return await(done);
    }

    /**
     * Waits.
     *
     * @throws ArtiSpaceException what the fetch failed with
     */
    static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamFailedException("Waiting for an upstream was interrupted.", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The same failure for each of those who wait, so that none changes the stack trace or the suppressed ones of another. */
    static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof UpstreamFailedException upstream) {
            return new UpstreamFailedException(upstream.getMessage(), upstream);
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
