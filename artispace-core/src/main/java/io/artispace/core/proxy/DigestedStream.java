package io.artispace.core.proxy;

import io.artispace.blob.Digest;
import io.artispace.core.content.OneByte;
import io.artispace.core.upstream.ContradictedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stream that computes digests of its content while it is read, to compare them with those that the upstream told. Used by one
 * thread.
 */
final class DigestedStream extends InputStream {
    private final InputStream in;
    private final Map<Digest, MessageDigest> told = new LinkedHashMap<>();

    /**
     * Creates a stream.
     *
     * @param in the content; not closed
     * @param told the digests that it should have; without any, nothing is computed
     */
    DigestedStream(InputStream in, Collection<Digest> told) {
        this.in = in;
        told.forEach(digest -> this.told.put(digest, digest.algorithm().newMessageDigest()));
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            told.values().forEach(computation -> computation.update(bytes, offset, read));
        }
        return read;
    }

    /**
     * Reads what is left of the content, and compares the digests. Called once.
     *
     * @throws ContradictedException if it has another digest
     */
    void verify() throws IOException {
        if (told.isEmpty()) {
            return;
        }
        transferTo(OutputStream.nullOutputStream());
        for (Map.Entry<Digest, MessageDigest> each : told.entrySet()) {
            Digest digest = each.getKey();
            if (!digest.equals(Digest.of(digest.algorithm(), each.getValue().digest()))) {
                throw new ContradictedException(digest);
            }
        }
    }
}
