package io.artispace.format.maven.checksum;

import io.artispace.StoredFile;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checksums of stored files. Those that rows do not have, SHA-512 usually, are computed, for which the whole file is read; the last ones
 * are remembered, by the file's SHA-256, so that they stay right whatever becomes of the file's path. Thread-safe.
 */
public final class RememberedChecksums {
    private static final int MOST = 1_000;

    private final Map<Question, Digest> computed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Digest> eldest) {
            return size() > MOST;
        }
    };

    private record Question(Digest sha256, DigestAlgorithm algorithm) {}

    /** Returns the checksum of a file; that of a file that is still arriving waits for its last byte. */
    public Digest of(StoredFile file, DigestAlgorithm algorithm) {
        Question question = new Question(file.view().digests().sha256(), algorithm);
        Optional<Digest> known = file.view().digests().find(algorithm).or(() -> remembered(question));
        if (known.isPresent()) {
            return known.get();
        }
        Digest digest = Checksums.of(file, algorithm);
        synchronized (computed) {
            computed.put(question, digest);
        }
        return digest;
    }

    private Optional<Digest> remembered(Question question) {
        synchronized (computed) {
            return Optional.ofNullable(computed.get(question));
        }
    }
}
