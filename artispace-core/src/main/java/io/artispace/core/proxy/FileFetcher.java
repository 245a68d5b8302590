package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.core.content.BlobFailures;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.format.UpstreamFile;
import io.artispace.metadata.FileRow;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files: each once at a time, however many ask for it. It starts a {@link Fetch} on a thread of its own, lets others join it until
 * the file can be found by its row, and has {@link FileReceiver} do the work. Thread-safe.
 */
final class FileFetcher {
    private static final Logger logger = LoggerFactory.getLogger(FileFetcher.class);

    private final ProxyRows rows;
    private final String proxy;
    private final Executor lane;
    private final FileReceiver receiver;
    private final Map<FilePath, Fetch> running = new ConcurrentHashMap<>();

    /**
     * Creates a fetcher.
     *
     * @param stillAsked whether the proxy still has this upstream, which may change while a file is fetched
     */
    FileFetcher(ProxyParts proxy, UpstreamThreads threads, BooleanSupplier stillAsked) {
        this.rows = proxy.rows();
        this.proxy = proxy.definition().name();
        // A lane of its own, beside that of the checksums, which would otherwise wait for large files.
        this.lane = threads.lane();
        this.receiver = new FileReceiver(proxy, threads, stillAsked, this::end);
    }

    /** Returns the fetch of a file: the one that runs, or a new one. */
    Fetch fetch(FilePath path, UpstreamFile file) {
        return fetch(path, fetch -> receiver.receive(fetch, file));
    }

    /**
     * Returns the fetch of a file that is asked for at its own path at once, while it is still being found out whether it is there and what
     * its digest must be.
     *
     * @param finding finds that out; empty if there is no such file
     */
    Fetch fetchAtOnce(FilePath path, Supplier<Optional<UpstreamFile>> finding) {
        return fetch(path, fetch -> receiver.receiveAtOnce(fetch, finding));
    }

    private Fetch fetch(FilePath path, Function<Fetch, Optional<FileRow>> receiving) {
        return running.computeIfAbsent(path, p -> {
            Fetch fetch = new Fetch(p);
            lane.execute(() -> run(fetch, receiving));
            return fetch;
        });
    }

    /** Tells whether a file that is not stored yet was checked, so that it can be handed out. */
    boolean isChecked(FilePath path) {
        Fetch fetch = running.get(path);
        return fetch != null && fetch.isChecked();
    }

    /** Waits until everything that was handed out is stored, or could not be: for look-ups other than by a file's path. */
    void settle() {
        running.values().stream().filter(Fetch::isChecked).forEach(Fetch::awaitSettled);
    }

    /**
     * Asks whether the upstream has a file, and for its length only.
     *
     * @return the length; empty if that cannot be told without fetching the file
     */
    OptionalLong peek(FilePath path, UpstreamFile file) {
        return receiver.peek(path, file);
    }

    private void run(Fetch fetch, Function<Fetch, Optional<FileRow>> receiving) {
        Optional<FileRow> row = Optional.empty();
        Throwable failure = null;
        try {
            // Another process, or a fetch that ended a moment ago, may have stored it.
            row = rows.file(fetch.path());
            if (row.isEmpty()) {
                row = receiving.apply(fetch);
            }
        } catch (RuntimeException | Error e) {
            // Errors, too: otherwise those who wait would wait for ever.
            failure = e;
        }
        // First, so that a request after those who waited got their answer begins a new fetch.
        end(fetch);
        if (failure == null) {
            fetch.ended(row);
        } else {
            boolean givenOut = fetch.isChecked();
            fetch.failed(failure);
            if (givenOut) {
                tellUnstored(fetch.path(), proxy, failure, logger);
            }
        }
    }

    /** Logs that a file was not stored: in one line where there is no room, since none is stored while that lasts. */
    static void tellUnstored(FilePath path, String proxy, Throwable failure, Logger log) {
        String told =
                "The file {} of the proxy {} was given to who asked for it, but could not be stored; it is fetched again when it is asked for again.";
        Optional<BlobStoreFullException> full = BlobFailures.full(failure);
        if (full.isPresent()) {
            log.warn(told + " {}", path, proxy, full.get().getMessage());
            log.debug(told, path, proxy, failure);
        } else {
            log.warn(told, path, proxy, failure);
        }
    }

    /** Lets nobody join any more: from now on the file is found by its row only, so that an eviction takes effect. */
    private void end(Fetch fetch) {
        running.remove(fetch.path(), fetch);
        fetch.settled();
    }
}
