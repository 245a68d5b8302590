package io.artispace.core.upstream;

import io.artispace.UpstreamFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
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

/**
 * The documents beside a file in which an upstream tells its digest, asked for once at most: ahead, while the file itself arrives, or else when
 * the digest is needed. Thread-safe.
 */
final class ChecksumDocuments {
    private static final int MAX_LENGTH = 1024;

    private final UpstreamClient client;
    private final UpstreamCodec codec;
    private final UpstreamFile file;
    private final Set<DigestAlgorithm> comparable;
    private final Attempts attempts;
    private final FutureTask<Optional<Digest>> asking = new FutureTask<>(this::ask);

    /**
     * @param comparable the digests that are computed of what arrives
     * @param attempts the fetch's: a document is repeated alone, but out of the same number
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

    /** Has the upstream asked by another thread, if one is free before the digest is needed. A second call does nothing. */
    void askAhead(Executor threads) {
        if (file.checksums().isEmpty() || asking.isDone()) {
            return;
        }
        try {
            threads.execute(asking);
        } catch (UpstreamFailedException noThread) {
            // Then whoever needs the digest asks.
        }
    }

    /**
     * Returns the digest; empty if no document tells it.
     *
     * @throws UpstreamFailedException if the upstream cannot be asked
     */
    Optional<Digest> digest() {
        // Does nothing if a thread has begun with it. Whoever waits for a thread that is not there yet could wait for
        // one that waits for it.
        asking.run();
        return Fetch.await(asking);
    }

    private Optional<Digest> ask() {
        for (Map.Entry<DigestAlgorithm, String> document : file.checksums().entrySet()) {
            DigestAlgorithm algorithm = document.getKey();
            if (comparable.contains(algorithm)) {
                Optional<Digest> digest = text(document.getValue()).flatMap(text -> codec.checksum(algorithm, text));
                if (digest.isPresent()) {
                    return digest;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> text(String location) {
        while (true) {
            try (Reply reply = client.beside(location, attempts)) {
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
}
