package io.artispace.core.proxy.fetch;

import io.artispace.FilePath;
import io.artispace.core.content.WholeContent;
import io.artispace.core.upstream.SharedWork;
import io.artispace.metadata.FileRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One file on its way from an upstream, shared by all who ask for it meanwhile. It goes through three states, for which others can
 * wait: begun (the length of a large file is known, so readers may begin), checked (all of it has come, and agrees with its digest),
 * and stored. Thread-safe.
 */
final class Fetch {
    private final FilePath path;
    private final CompletableFuture<OptionalLong> begun = new CompletableFuture<>();
    private final CompletableFuture<Optional<WholeContent>> checked = new CompletableFuture<>();
    private final CompletableFuture<Optional<FileRow>> done = new CompletableFuture<>();
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private final List<Feed> feeds = new CopyOnWriteArrayList<>();
    private boolean started;

    Fetch(FilePath path) {
        this.path = path;
    }

    FilePath path() {
        return path;
    }

    /** Adds a reader that gets the bytes as they come; empty if some have come already, or if none will come any more. */
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
     * Says that all of it has come and was checked: from now on it may be handed out, while it is being stored.
     *
     * @param small its content, if that is small enough to be given out from memory
     */
    void checked(Optional<WholeContent> small) {
        checked.complete(small);
        begun.complete(OptionalLong.empty());
    }

    /** Tells whether it was checked, or has ended. */
    boolean isChecked() {
        return checked.isDone();
    }

    /** Says that it is stored (though the listeners of the registry may not have been told yet), or will never be. */
    void settled() {
        settled.complete(true);
    }

    /**
     * Waits until it is stored, or could not be. It does not wait for the registry's listeners, since it may be one of them that calls
     * this.
     */
    void awaitSettled() {
        SharedWork.await(settled);
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

    /** Says how it ended: with a stored file, or without one. */
    void ended(Optional<FileRow> row) {
        done.complete(row);
        checked.complete(Optional.empty());
        begun.complete(OptionalLong.empty());
        endFeeds();
    }

    void failed(Throwable failure) {
        done.completeExceptionally(failure);
        checked.completeExceptionally(failure);
        begun.completeExceptionally(failure);
        endFeeds();
    }

    /**
     * Called after the end is known, and within the lock: so a reader that joins either sees that it ended, or is among those who are told
     * here.
     */
    private synchronized void endFeeds() {
        feeds.forEach(Feed::end);
    }

    /** Waits for the length of a large file; empty once a small one is checked, or it is known that there is no file. */
    OptionalLong awaitBegin() {
        return SharedWork.await(begun);
    }

    /** Waits until the file is checked, or it is known that there is none; returns the content if the file is small. */
    Optional<WholeContent> awaitChecked() {
        return SharedWork.await(checked);
    }

    /** Waits until the file is stored; empty if the upstream has none. */
    Optional<FileRow> awaitStored() {
        return SharedWork.await(done);
    }
}
