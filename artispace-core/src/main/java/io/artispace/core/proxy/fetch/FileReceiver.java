package io.artispace.core.proxy.fetch;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.UpstreamFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.core.content.WholeContent;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.proxy.state.ProxyWriter;
import io.artispace.core.upstream.Attempts;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.SentRequest;
import io.artispace.core.upstream.UnusableException;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamFile;
import io.artispace.metadata.FileRow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives a file from the upstream, checks it, and stores it; the {@link Fetch} is told how far it has come. A file whose length or
 * digest is not what the upstream says leaves nothing behind. Works on the thread that calls it; thread-safe.
 */
final class FileReceiver {
    /**
     * Files up to this size are received in memory and checked before anybody is answered, so that the answer has all its headers. Apart
     * from those that are just being sent to clients, there are only as many in memory as files are fetched at a time.
     */
    private static final int SMALL = 256 * 1024;

    private final UpstreamClient client;
    private final UpstreamCodec codec;
    private final ProxyWriter writer;
    private final FileChecks checks;
    private final UpstreamThreads threads;
    private final Executor forChecksums;
    private final BooleanSupplier stillAsked;
    private final Consumer<Fetch> written;

    /** Whether the last file came without a digest, so that the next one will probably need a checksum document. */
    private volatile boolean lastCameAlone;

    /**
     * Creates a receiver.
     *
     * @param stillAsked whether the proxy still has this upstream, which may change while a file is received
     * @param written called once the row of a file is written, before the registry's listeners are
     */
    FileReceiver(ProxyParts proxy, UpstreamThreads threads, BooleanSupplier stillAsked, Consumer<Fetch> written) {
        this.client = proxy.client();
        this.codec = proxy.codec();
        this.writer = proxy.writer();
        this.checks = new FileChecks(
                proxy.upstream(),
                Math.min(proxy.engine().limits().maxFileSize(), proxy.upstream().maxFileSize()));
        this.threads = threads;
        this.forChecksums = threads.lane();
        this.stillAsked = stillAsked;
        this.written = written;
    }

    /**
     * Asks whether the upstream has a file, and for its length only.
     *
     * @return the length; empty if that cannot be told without fetching the file
     */
    OptionalLong peek(FilePath path, UpstreamFile file) {
        try (Reply reply = client.peek(file.location())) {
            checks.check(path, reply);
            return reply.isAbsent() ? OptionalLong.empty() : reply.length();
        } catch (IOException | UpstreamFailedException unanswered) {
            // Not everyone answers HEAD. If the upstream fails altogether, fetching the file will tell.
            return OptionalLong.empty();
        }
    }

    /** Receives a file; empty if the upstream does not have it. */
    Optional<FileRow> receive(Fetch fetch, UpstreamFile file) {
        return receiveUnaltered(fetch, file, null);
    }

    /**
     * Receives a file whose request was sent ahead. Nothing of the answer is read before it is known that the file is meant to be there; if
     * it is not, the answer is cut off.
     *
     * @param finding finds that out, and what the file's digest must be; empty if there is no such file
     */
    Optional<FileRow> receiveAtOnce(Fetch fetch, Supplier<Optional<UpstreamFile>> finding) {
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
            writer.noteOtherBytes(file.owner(), fetch.path());
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
                ChecksumDocuments checksums = new ChecksumDocuments(client, codec, file, writer.digests(), attempts)) {
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
            try {
                return receiveOnce(fetch, file, early, checksums, attempts);
            } catch (UnusableException unusable) {
                throw client.refused(fetch.path().value(), unusable.reason(), unusable);
            } catch (IOException e) {
                // Not if readers have got the beginning already.
                if (fetch.hasBegun() || !attempts.again(Duration.ZERO)) {
                    throw client.failed(fetch.path().value(), "the upstream broke off before its end", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UpstreamFailedException("The registry was closed while a file was fetched.", e);
            }
        }
    }

    private Optional<FileRow> receiveOnce(
            Fetch fetch, UpstreamFile file, @Nullable SentRequest early, ChecksumDocuments checksums, Attempts attempts)
            throws IOException, InterruptedException {
        WholeContent small;
        try (Reply reply = client.file(file.location(), attempts, early)) {
            if (reply.isAbsent()) {
                lastCameAlone = false;
                return Optional.empty();
            }
            checks.check(fetch.path(), reply);
            long length = reply.length().orElse(-1);
            if (length > SMALL) {
                fetch.begin(length);
            }
            if (length < 0 || length > SMALL) {
                return Optional.of(store(fetch, file, reply, checksums));
            }
            small = whole(fetch.path(), file, reply, checksums);
        }
        return Optional.of(store(fetch, file, small));
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
        WholeContent content = WholeContent.of(bytes, writer.digests());
        checks.verify(path, content.digests(), HtmlPage.begins(bytes, bytes.length), told, checksums);
        return content;
    }

    /** Hands out and stores a small file that was received; its connection to the upstream is free for other requests by then. */
    private FileRow store(Fetch fetch, UpstreamFile file, WholeContent small) {
        return threads.store(() -> {
            demandStorable(fetch.path(), small.digests());
            fetch.checked(Optional.of(small));
            return writer.store(fetch.path(), file.owner(), small, () -> written.accept(fetch));
        });
    }

    /** Receives and stores a file that is large, or of unknown length. */
    private FileRow store(Fetch fetch, UpstreamFile file, Reply reply, ChecksumDocuments checksums)
            throws IOException, InterruptedException {
        List<Digest> told = told(file, reply);
        Arrival arrival = new Arrival(fetch, reply.body(), checks.maxFileSize());
        if (fetch.hasBegun()) {
            // The first bytes come before anything else, since somebody waits for them.
            arrival.begin();
        }
        if (told.isEmpty()) {
            checksums.askAhead(forChecksums);
        }
        try (Publication receiving = writer.receive(() -> written.accept(fetch));
                Publication.Sink sink = receiving.stage()) {
            arrival.copyTo(sink);
            if (reply.length().isPresent() && arrival.length() != reply.length().getAsLong()) {
                throw new IOException("it sent " + arrival.length() + " bytes and not "
                        + reply.length().getAsLong());
            }
            client.arrived();
            StagedBlob content = sink.finish();
            checks.verify(fetch.path(), content.digests(), arrival.isPage(), told, checksums);
            return threads.store(() -> {
                demandStorable(fetch.path(), content.digests());
                fetch.checked(Optional.empty());
                return writer.store(receiving, fetch.path(), file.owner(), content);
            });
        }
    }

    /** Fails if the file could not be stored; called before a file that is not stored yet is handed out. */
    private void demandStorable(FilePath path, Digests digests) {
        if (!stillAsked.getAsBoolean()) {
            throw writer.replaced();
        }
        writer.demandSameBytes(path, digests.sha256());
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
                .filter(digest -> writer.digests().contains(digest.algorithm()))
                .toList();
    }
}
