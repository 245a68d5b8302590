package io.artispace.core.proxy.fetch;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.StoredFile;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.core.content.BlobFailures;
import io.artispace.core.content.WholeContent;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.core.view.RowFile;
import io.artispace.core.view.Rows;
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
public final class FileFetcher {
    private static final Logger logger = LoggerFactory.getLogger(FileFetcher.class);

    private final ProxyParts proxy;
    private final Origin origin;
    private final Executor lane;
    private final FileReceiver receiver;
    private final Map<FilePath, Fetch> running = new ConcurrentHashMap<>();

    /**
     * Creates a fetcher.
     *
     * @param stillAsked whether the proxy still has this upstream, which may change while a file is fetched
     */
    public FileFetcher(ProxyParts proxy, UpstreamThreads threads, BooleanSupplier stillAsked) {
        this.proxy = proxy;
        this.origin = new Origin(proxy.definition().name(), proxy.upstream().url());
        // A lane of its own, beside that of the checksums, which would otherwise wait for large files.
        this.lane = threads.lane();
        this.receiver = new FileReceiver(proxy, threads, stillAsked, this::end);
    }

    /**
     * Fetches a file, or joins the fetch that runs.
     *
     * @param storedFirst whether it has to be stored before all of it is handed out; otherwise it has to be checked
     * @param onceStored is done then, before all of it is handed out, perhaps several times
     * @return the file, which may still arrive; empty if the upstream does not have it
     */
    public Optional<StoredFile> fetch(FilePath path, UpstreamFile file, boolean storedFirst, Runnable onceStored) {
        return arriving(fetch(path, fetch -> receiver.receive(fetch, file)), storedFirst, onceStored);
    }

    /**
     * Fetches a file that is asked for at its own path at once, while it is still being found out whether it is there and what its digest
     * must be.
     *
     * @param finding finds that out; empty if there is no such file
     * @param storedFirst as for other files
     * @return the same
     */
    public Optional<StoredFile> fetchAtOnce(
            FilePath path, Supplier<Optional<UpstreamFile>> finding, boolean storedFirst) {
        return arriving(fetch(path, fetch -> receiver.receiveAtOnce(fetch, finding)), storedFirst, () -> {});
    }

    private Optional<StoredFile> arriving(Fetch fetch, boolean storedFirst, Runnable onceStored) {
        Optional<Feed> feed = fetch.join();
        OptionalLong length = fetch.awaitBegin();
        Supplier<Optional<StoredFile>> whole = () -> stored(fetch, onceStored);
        if (length.isPresent() && feed.isPresent()) {
            return Optional.of(new ArrivingFile(fetch, length.getAsLong(), feed.get(), origin, storedFirst, whole));
        }
        if (length.isEmpty() && !storedFirst) {
            Optional<WholeContent> small = fetch.awaitChecked();
            if (small.isPresent()) {
                return Optional.of(new CheckedFile(fetch.path(), small.get(), proxy.now(), origin));
            }
        }
        return whole.get();
    }

    private Optional<StoredFile> stored(Fetch fetch, Runnable onceStored) {
        Optional<FileRow> row = fetch.awaitStored();
        row.ifPresent(there -> onceStored.run());
        return row.map(there -> new RowFile(Rows.fileView(there), proxy.engine().reader(), origin));
    }

    private Fetch fetch(FilePath path, Function<Fetch, Optional<FileRow>> receiving) {
        return running.computeIfAbsent(path, p -> {
            Fetch fetch = new Fetch(p);
            lane.execute(() -> run(fetch, receiving));
            return fetch;
        });
    }

    /** Tells whether a file that is not stored yet was checked, so that it can be handed out. */
    public boolean isChecked(FilePath path) {
        Fetch fetch = running.get(path);
        return fetch != null && fetch.isChecked();
    }

    /** Waits until everything that was handed out is stored, or could not be: for look-ups other than by a file's path. */
    public void settle() {
        running.values().stream().filter(Fetch::isChecked).forEach(Fetch::awaitSettled);
    }

    /**
     * Asks whether the upstream has a file, and for its length only.
     *
     * @return the length; empty if that cannot be told without fetching the file
     */
    public OptionalLong peek(FilePath path, UpstreamFile file) {
        return receiver.peek(path, file);
    }

    private void run(Fetch fetch, Function<Fetch, Optional<FileRow>> receiving) {
        Optional<FileRow> row = Optional.empty();
        Throwable failure = null;
        try {
            // Another process, or a fetch that ended a moment ago, may have stored it.
            row = proxy.rows().file(fetch.path());
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
                tellUnstored(fetch.path(), proxy.definition().name(), failure, logger);
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
