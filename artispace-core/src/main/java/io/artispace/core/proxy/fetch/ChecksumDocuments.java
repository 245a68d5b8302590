package io.artispace.core.proxy.fetch;

import io.artispace.UpstreamFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.upstream.Attempts;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.SentRequest;
import io.artispace.core.upstream.SharedWork;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents beside a file in which an upstream tells its digest. They are asked for once at most: ahead, while the file itself
 * arrives, or when the digest is needed. Thread-safe.
 */
final class ChecksumDocuments implements AutoCloseable {
    private static final int MAX_LENGTH = 1024;

    private final UpstreamClient client;
    private final UpstreamCodec codec;
    private final UpstreamFile file;
    private final Set<DigestAlgorithm> comparable;
    private final Attempts attempts;
    private final FutureTask<Optional<Digest>> asking = new FutureTask<>(this::ask);
    private @Nullable SentRequest first;

    /**
     * @param comparable the digests that are computed of what arrives
     * @param attempts the budget of the fetch, which the requests for documents share
     */
    ChecksumDocuments(
            UpstreamClient client,
            UpstreamCodec codec,
            UpstreamFile file,
            Set<DigestAlgorithm> comparable,
            Attempts attempts) {
        this.client = client;
        this.codec = codec;
        this.file = file;
        this.comparable = comparable;
        this.attempts = attempts;
    }

    /**
     * Sends the request for the first of the documents at the same time as that for the file, whose answer tells whether a document is
     * needed at all. If it is not, the request is cut off when this is closed.
     */
    void askAtOnce() {
        first = locations()
                .findFirst()
                .flatMap(document -> client.early(document.getValue()))
                .orElse(null);
    }

    /**
     * Has another thread ask the upstream, if one is free before the digest is needed. Does nothing if this or {@link #askAtOnce} was
     * called before.
     */
    void askAhead(Executor threads) {
        if (first == null && !file.checksums().isEmpty() && !asking.isDone()) {
            try {
                threads.execute(asking);
            } catch (UpstreamFailedException noThread) {
                // Then whoever needs the digest asks.
            }
        }
    }

    private Stream<Map.Entry<DigestAlgorithm, String>> locations() {
        return file.checksums().entrySet().stream().filter(document -> comparable.contains(document.getKey()));
    }

    /**
     * Returns the digest; empty if no document tells it.
     *
     * @throws UpstreamFailedException if the upstream cannot be asked
     */
    Optional<Digest> digest() {
        // Asks on this thread, unless another has begun to. It must not wait for a thread that has not begun yet:
        // that one might never come, if all threads wait like this one.
        asking.run();
        return SharedWork.await(asking);
    }

    private Optional<Digest> ask() {
        for (Map.Entry<DigestAlgorithm, String> document : locations().toList()) {
            Optional<Digest> digest =
                    text(document.getValue()).flatMap(text -> codec.checksum(document.getKey(), text));
            if (digest.isPresent()) {
                return digest;
            }
        }
        return Optional.empty();
    }

    private Optional<String> text(String location) {
        while (true) {
            try (Reply reply = client.beside(location, attempts, first)) {
                if (reply.isAbsent() || reply.isHtml()) {
                    return Optional.empty();
                }
                return Optional.of(new String(reply.body().readNBytes(MAX_LENGTH), StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (!attempts.again(Duration.ZERO)) {
                    throw client.failed(location, "the upstream broke off before its end", e);
                }
            }
        }
    }

    @Override
    public void close() {
        SentRequest early = first;
        if (early != null) {
            early.close();
        }
    }
}
