package io.artispace.core.upstream;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.UpstreamFailedException;
import io.artispace.blob.Digest;
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

/**
 * Fetches files: each once at a time however many ask, checked, and stored before it counts. A file whose length or digest is not what the
 * upstream says it is leaves nothing behind.
 */
final class FileFetcher {
    /** Up to this size a file is stored before anybody is answered: its answer then has all its headers. */
    private static final int SMALL = 256 * 1024;

    private final UpstreamClient client;
    private final Upstream upstream;
    private final UpstreamCodec codec;
    private final ProxyRows rows;
    private final long maxFileSize;
    private final Executor lane;
    private final Executor forChecksums;
    private final ProxyEvents events;
    private final Map<FilePath, Fetch> running = new ConcurrentHashMap<>();

    FileFetcher(
            UpstreamClient client,
            Upstream upstream,
            UpstreamCodec codec,
            ProxyRows rows,
            long maxFileSize,
            Executor lane,
            Executor forChecksums,
            ProxyEvents events) {
        this.client = client;
        this.upstream = upstream;
        this.codec = codec;
        this.rows = rows;
        this.maxFileSize = maxFileSize;
        this.lane = lane;
        this.forChecksums = forChecksums;
        this.events = events;
    }

    /** Returns the fetch of a file: the one that runs, or a new one. */
    Fetch fetch(FilePath path, UpstreamFile file) {
        return running.computeIfAbsent(path, p -> {
            Fetch fetch = new Fetch(p);
            lane.execute(() -> run(fetch, file));
            return fetch;
        });
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

    private void run(Fetch fetch, UpstreamFile file) {
        Optional<FileRow> row = Optional.empty();
        Throwable failure = null;
        try {
            // Another process, or a fetch that ended a moment ago, may have stored it.
            row = rows.file(fetch.path());
            if (row.isEmpty()) {
                row = receive(fetch, file);
            }
        } catch (RuntimeException | Error e) {
            // An error too must be told, or those who wait would wait for ever.
            failure = e;
        }
        // First, so that whoever asks after those who waited got their answer asks anew.
        running.remove(fetch.path(), fetch);
        if (failure == null) {
            fetch.ended(row);
        } else {
            fetch.failed(failure);
        }
    }

    private Optional<FileRow> receive(Fetch fetch, UpstreamFile file) {
        Attempts attempts = client.attempts();
        ChecksumDocuments checksums = new ChecksumDocuments(client, codec, file, rows.digests(), attempts);
        while (true) {
            try (Reply reply = client.get(file.location(), Map.of(), attempts)) {
                if (reply.isAbsent()) {
                    return Optional.empty();
                }
                check(fetch.path(), reply);
                if (reply.length().orElse(0) > SMALL) {
                    fetch.begin(reply.length().getAsLong());
                }
                return Optional.of(store(fetch, file, reply, checksums));
            } catch (UnusableException unusable) {
                throw client.refused(fetch.path().value(), unusable.reason(), unusable);
            } catch (IOException e) {
                // What readers have had the beginning of is not begun anew under them.
                if (fetch.hasBegun() || !attempts.again(Duration.ZERO)) {
                    throw client.failed(fetch.path().value(), "the upstream broke off before its end", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UpstreamFailedException("The registry was closed while a file was fetched.", e);
            }
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

    private FileRow store(Fetch fetch, UpstreamFile file, Reply reply, ChecksumDocuments checksums)
            throws IOException, InterruptedException {
        List<Digest> told = told(file, reply);
        Arrival arrival = new Arrival(fetch, reply.body(), maxFileSize);
        if (fetch.hasBegun()) {
            // Somebody waits for its first bytes; all else is needed only when the last have come.
            arrival.begin();
        }
        if (told.isEmpty()) {
            checksums.askAhead(forChecksums);
        }
        try (Publication receiving = rows.receive();
                Publication.Sink sink = receiving.stage()) {
            arrival.copyTo(sink);
            if (reply.length().isPresent() && arrival.length() != reply.length().getAsLong()) {
                throw new IOException("it sent " + arrival.length() + " bytes and not "
                        + reply.length().getAsLong());
            }
            client.arrived();
            StagedBlob content = sink.finish();
            List<Digest> compared =
                    told.isEmpty() ? checksums.digest().map(List::of).orElse(List.of()) : told;
            verify(content, compared);
            if (arrival.isPage() && compared.isEmpty() && mustNotBeHtml(fetch.path())) {
                throw RefusedException.page();
            }
            return rows.store(receiving, fetch.path(), file.owner(), content);
        } catch (ConflictException otherBytes) {
            events.altered(file.owner(), fetch.path());
            throw new UpstreamFailedException(
                    "The upstream sent other bytes for " + Quote.of(fetch.path())
                            + " than it did before. What was released must not change: ask its publisher what happened.",
                    otherBytes);
        }
    }

    /** Returns the digests that are known as soon as an answer begins, of those that are computed of it. */
    private List<Digest> told(UpstreamFile file, Reply reply) {
        List<Digest> told = comparable(file.expected());
        return told.isEmpty() ? comparable(codec.digests(reply.headers())) : told;
    }

    private List<Digest> comparable(List<Digest> told) {
        return told.stream()
                .filter(digest -> rows.digests().contains(digest.algorithm()))
                .toList();
    }

    private static void verify(StagedBlob content, List<Digest> told) throws ContradictedException {
        for (Digest digest : told) {
            if (!content.digests()
                    .find(digest.algorithm())
                    .filter(digest::equals)
                    .isPresent()) {
                throw new ContradictedException(digest);
            }
        }
    }
}
