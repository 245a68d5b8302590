package io.artispace.core.upstream;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.UpstreamFailedException;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.core.content.ContentSink;
import io.artispace.core.content.WholeContent;
import io.artispace.core.repository.ProxyRows;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamFile;
import io.artispace.metadata.FileRow;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files and stores them: each file once at a time, however many ask for it, and checked before it is handed out. A file whose
 * length or digest is not what the upstream says leaves nothing behind.
 */
final class FileFetcher {
    /**
     * Files up to this size are received in memory and checked before anybody is answered, so that the answer has all its headers. Apart
     * from those that are just being sent to clients, there are only as many in memory as files are fetched at a time.
     */
    private static final int SMALL = 256 * 1024;

    private static final Logger logger = LoggerFactory.getLogger(FileFetcher.class);

    private final UpstreamClient client;
    private final Upstream upstream;
    private final UpstreamCodec codec;
    private final ProxyRows rows;
    private final long maxFileSize;
    private final UpstreamThreads threads;
    private final Executor lane;
    private final Executor forChecksums;
    private final ProxyEvents events;
    private final BooleanSupplier stillAsked;
    private final Map<FilePath, Fetch> running = new ConcurrentHashMap<>();

    /** Whether the last file came without a digest, so that the next one will probably need a checksum document. */
    private volatile boolean lastCameAlone;

    /**
     * Creates a fetcher.
     *
     * @param stillAsked whether the proxy still has this upstream, which may change while a file is fetched
     */
    FileFetcher(ProxyParts proxy, UpstreamThreads threads, BooleanSupplier stillAsked) {
        this.client = proxy.client();
        this.upstream = proxy.upstream();
        this.codec = proxy.codec();
        this.rows = proxy.rows();
        this.maxFileSize = Math.min(proxy.engine().limits().maxFileSize(), upstream.maxFileSize());
        this.threads = threads;
        // Two lanes, so that checksums do not wait for large files that are on their way.
        this.lane = threads.lane();
        this.forChecksums = threads.lane();
        this.events = proxy.events();
        this.stillAsked = stillAsked;
    }

    /** Returns the fetch of a file: the one that runs, or a new one. */
    Fetch fetch(FilePath path, UpstreamFile file) {
        return fetch(path, fetch -> receiveUnaltered(fetch, file, null));
    }

    /**
     * Returns the fetch of a file that is asked for at its own path at once, while it is still being found out whether it is there and what
     * its digest must be.
     *
     * @param finding finds that out; empty if there is no such file
     */
    Fetch fetchAtOnce(FilePath path, Supplier<Optional<UpstreamFile>> finding) {
        return fetch(path, fetch -> receiveAtOnce(fetch, finding));
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
        try (Reply reply = client.peek(file.location())) {
            check(path, reply);
            return reply.isAbsent() ? OptionalLong.empty() : reply.length();
        } catch (IOException | UpstreamFailedException unanswered) {
            // Not everyone answers HEAD. If the upstream fails altogether, fetching the file will tell.
            return OptionalLong.empty();
        }
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
                tellUnstored(fetch.path(), events.proxy(), failure, logger);
            }
        }
    }

    /** Logs that a file was not stored: in one line where there is no room, since none is stored while that lasts. */
    static void tellUnstored(FilePath path, String proxy, Throwable failure, Logger log) {
        String told =
                "The file {} of the proxy {} was given to who asked for it, but could not be stored; it is fetched again when it is asked for again.";
        Optional<BlobStoreFullException> full = ContentSink.full(failure);
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

    /**
     * Receives a file whose request was sent ahead. Nothing of the answer is read before it is known that the file is meant to be there; if
     * it is not, the answer is cut off.
     */
    private Optional<FileRow> receiveAtOnce(Fetch fetch, Supplier<Optional<UpstreamFile>> finding) {
        try (SentRequest early = client.early(fetch.path().value()).orElse(null)) {
            Optional<UpstreamFile> file = finding.get();
            boolean there = file.filter(found -> client.isAt(found.location(), fetch.path()))
                    .isPresent();
            if (early != null && !there) {
                early.cutOff();
            }
            return file.flatMap(found -> receiveUnaltered(fetch, found, there ? early : null));
        }
    }

    private Optional<FileRow> receiveUnaltered(Fetch fetch, UpstreamFile file, @Nullable SentRequest early) {
        try {
            return receive(fetch, file, early);
        } catch (ConflictException otherBytes) {
            events.altered(file.owner(), fetch.path());
            throw new UpstreamFailedException(
                    "The upstream sent other bytes for " + Quote.of(fetch.path())
                            + " than it did before. What was released must not change: ask its publisher what happened.",
                    otherBytes);
        }
    }

    private Optional<FileRow> receive(Fetch fetch, UpstreamFile file, @Nullable SentRequest early) {
        Attempts attempts = client.attempts();
        boolean alone = lastCameAlone && comparable(file.expected()).isEmpty();
        // Before the checksum's request: if only one connection is open, the file shall get it, and the checksum wait
        // for a new one.
        try (SentRequest sent =
                        alone && early == null ? client.early(file.location()).orElse(null) : early;
                ChecksumDocuments checksums = new ChecksumDocuments(client, codec, file, rows.digests(), attempts)) {
            if (alone) {
                checksums.askAtOnce();
            }
            return receive(fetch, file, sent, checksums, attempts);
        }
    }

    private Optional<FileRow> receive(
            Fetch fetch,
            UpstreamFile file,
            @Nullable SentRequest early,
            ChecksumDocuments checksums,
            Attempts attempts) {
        while (true) {
            WholeContent small;
            try (Reply reply = client.file(file.location(), attempts, early)) {
                if (reply.isAbsent()) {
                    lastCameAlone = false;
                    return Optional.empty();
                }
                check(fetch.path(), reply);
                long length = reply.length().orElse(-1);
                if (length > SMALL) {
                    fetch.begin(length);
                }
                if (length < 0 || length > SMALL) {
                    return Optional.of(store(fetch, file, reply, checksums));
                }
                small = whole(fetch.path(), file, reply, checksums);
            } catch (UnusableException unusable) {
                throw client.refused(fetch.path().value(), unusable.reason(), unusable);
            } catch (IOException e) {
                // Not if readers have got the beginning already.
                if (fetch.hasBegun() || !attempts.again(Duration.ZERO)) {
                    throw client.failed(fetch.path().value(), "the upstream broke off before its end", e);
                }
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UpstreamFailedException("The registry was closed while a file was fetched.", e);
            }
            return Optional.of(store(fetch, file, small));
        }
    }

    private void check(FilePath path, Reply reply) throws RefusedException {
        if (reply.isHtml() && mustNotBeHtml(path)) {
            throw RefusedException.page();
        }
        if (reply.header("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw new RefusedException("the upstream sent it with a content coding that was not asked for");
        }
        if (reply.length().orElse(0) > maxFileSize) {
            throw RefusedException.tooLarge(maxFileSize);
        }
    }

    private boolean mustNotBeHtml(FilePath path) {
        String name = path.fileName().toLowerCase(Locale.ROOT);
        return upstream.contentCheck() && !name.endsWith(".html") && !name.endsWith(".htm");
    }

    /** Receives a small file, and checks it. */
    private WholeContent whole(FilePath path, UpstreamFile file, Reply reply, ChecksumDocuments checksums)
            throws IOException {
        List<Digest> told = told(file, reply);
        if (told.isEmpty()) {
            checksums.askAhead(forChecksums);
        }
        byte[] bytes = new byte[(int) reply.length().getAsLong()];
        int read = reply.body().readNBytes(bytes, 0, bytes.length);
        if (read < bytes.length || reply.body().read() >= 0) {
            throw new IOException("it did not send the " + bytes.length + " bytes that it promised");
        }
        client.arrived();
        WholeContent content = WholeContent.of(bytes, rows.digests());
        verify(path, content.digests(), HtmlPage.begins(bytes, bytes.length), told, checksums);
        return content;
    }

    /** Hands out and stores a small file that was received; its connection to the upstream is free for other requests by then. */
    private FileRow store(Fetch fetch, UpstreamFile file, WholeContent small) {
        return threads.store(() -> {
            demandStorable(fetch.path(), small.digests());
            fetch.checked(Optional.of(small));
            return rows.store(fetch.path(), file.owner(), small, () -> end(fetch));
        });
    }

    /** Receives and stores a file that is large, or of unknown length. */
    private FileRow store(Fetch fetch, UpstreamFile file, Reply reply, ChecksumDocuments checksums)
            throws IOException, InterruptedException {
        List<Digest> told = told(file, reply);
        Arrival arrival = new Arrival(fetch, reply.body(), maxFileSize);
        if (fetch.hasBegun()) {
            // The first bytes come before anything else, since somebody waits for them.
            arrival.begin();
        }
        if (told.isEmpty()) {
            checksums.askAhead(forChecksums);
        }
        try (Publication receiving = rows.receive(() -> end(fetch));
                Publication.Sink sink = receiving.stage()) {
            arrival.copyTo(sink);
            if (reply.length().isPresent() && arrival.length() != reply.length().getAsLong()) {
                throw new IOException("it sent " + arrival.length() + " bytes and not "
                        + reply.length().getAsLong());
            }
            client.arrived();
            StagedBlob content = sink.finish();
            verify(fetch.path(), content.digests(), arrival.isPage(), told, checksums);
            return threads.store(() -> {
                demandStorable(fetch.path(), content.digests());
                fetch.checked(Optional.empty());
                return rows.store(receiving, fetch.path(), file.owner(), content);
            });
        }
    }

    /** Fails if the file could not be stored; called before a file that is not stored yet is handed out. */
    private void demandStorable(FilePath path, Digests digests) {
        if (!stillAsked.getAsBoolean()) {
            throw rows.replaced();
        }
        rows.demandSameBytes(path, digests.sha256());
    }

    /** Returns the digests that are known when an answer begins, as far as they are among those that are computed of it. */
    private List<Digest> told(UpstreamFile file, Reply reply) {
        List<Digest> expected = comparable(file.expected());
        if (!expected.isEmpty()) {
            return expected;
        }
        List<Digest> told = comparable(codec.digests(reply.headers()));
        lastCameAlone = told.isEmpty();
        return told;
    }

    private List<Digest> comparable(List<Digest> told) {
        return told.stream()
                .filter(digest -> rows.digests().contains(digest.algorithm()))
                .toList();
    }

    /**
     * Compares with what the upstream tells.
     *
     * @param page whether it looks like a page of HTML, which it may be only if a digest says so
     * @param told the digests that came with it; without any, the documents beside it are asked
     */
    private void verify(FilePath path, Digests computed, boolean page, List<Digest> told, ChecksumDocuments checksums)
            throws UnusableException {
        List<Digest> compared =
                told.isEmpty() ? checksums.digest().map(List::of).orElse(List.of()) : told;
        for (Digest digest : compared) {
            if (!computed.find(digest.algorithm()).filter(digest::equals).isPresent()) {
                throw new ContradictedException(digest);
            }
        }
        if (page && compared.isEmpty() && mustNotBeHtml(path)) {
            throw RefusedException.page();
        }
    }
}
