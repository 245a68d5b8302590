package io.artispace.storage.s3;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings a content under its key, and is satisfied only when the server has shown that it is there.
 *
 * <p>A key names one content only, so it does not matter who stores it first. The condition "if there is none yet" only saves writing
 * twice: a server that does not know it is not sent it again. After a write, either the server has repeated our SHA-256 in its answer,
 * which it does only if it has computed it, or it is asked with HEAD how many bytes it has. That also tells what became of a write
 * whose answer was lost, since S3 makes an object visible whole or not at all.
 */
final class ObjectWriter implements AutoCloseable {
    /** How often a write is tried that the server reports as done although the object is not there. */
    private static final int ATTEMPTS = 3;

    /** From this size on, asking whether the object is there takes less time than sending it in vain. */
    private static final int WORTH_A_QUESTION = 8 * 1024 * 1024;

    private final Bucket bucket;
    private final S3Layout layout;
    private final MultipartWriter multipart;
    private final int largestPut;

    /** Cleared when the server has said that it does not know conditions. */
    private final AtomicBoolean conditions = new AtomicBoolean(true);

    /** Set when the server has repeated a checksum, or an object was read back and was right. */
    private final AtomicBoolean serverIsKnown = new AtomicBoolean();

    ObjectWriter(Bucket bucket, S3Layout layout, MultipartWriter multipart, int largestPut) {
        this.bucket = bucket;
        this.layout = layout;
        this.multipart = multipart;
        this.largestPut = largestPut;
    }

    /**
     * Brings a content under its key; returns once the server has shown that it is there.
     *
     * @throws S3Failure if the server refused it, or failed, and does not have it
     * @throws IOException also if the server says that it took the content, and does not have it
     */
    void write(Spool content, Digest sha256) throws IOException {
        String key = layout.keyOf(sha256);
        // For a large content it is worth asking whether it must be sent at all; a small one is just sent, and may be
        // refused.
        OptionalLong found = content.size() > WORTH_A_QUESTION ? bucket.size(key) : OptionalLong.empty();
        if (isWhole(found, content)) {
            return;
        }
        S3Failure conflict = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            // An object of another size was damaged after it was stored, and is replaced. After a conflict with none at
            // all the condition is left out: in a bucket with versions, some servers take a deleted object for one.
            boolean onlyIfAbsent = found.isEmpty() && conditions.get() && conflict == null;
            S3Failure failure = null;
            try {
                if (send(key, content, sha256, onlyIfAbsent)) {
                    serverIsKnown.set(true);
                    return;
                }
            } catch (S3Failure e) {
                failure = e;
            }
            found = look(key, failure);
            if (isWhole(found, content)) {
                if (failure == null) {
                    checkUnknownServer(key, content, sha256);
                }
                return;
            }
            if (failure != null && !failure.isConflict()) {
                throw failure;
            }
            conflict = failure == null ? conflict : failure;
        }
        throw notThere(key, content, found, conflict);
    }

    /** Ends writes that are in progress; the client has to work until this returns. */
    @Override
    public void close() {
        multipart.close();
    }

    /** The server reported success, or other writes of the same object, and yet does not have it. */
    private static IOException notThere(String key, Spool content, OptionalLong found, @Nullable S3Failure conflict) {
        String said = conflict == null
                ? "S3 reported success " + ATTEMPTS + " times"
                : "S3 was asked " + ATTEMPTS + " times and spoke of other writes of it, with status "
                        + conflict.status();
        // The object is too long if the server has stored the framing of the body with it.
        String has = found.isPresent()
                ? "has it with " + found.getAsLong() + " bytes instead of " + content.size() + "."
                        + S3Failure.TRY_COMPATIBLE
                : "does not have it with its " + content.size() + " bytes.";
        return new IOException("Cannot put the object " + key + ": " + said + ", and yet " + has, conflict);
    }

    /** Sends the content, on a condition if the server knows any; returns whether the server has shown that it has it. */
    private boolean send(String key, Spool content, Digest sha256, boolean onlyIfAbsent) throws IOException {
        try {
            return content.size() > largestPut
                    ? multipart.write(key, content, onlyIfAbsent)
                    : put(key, content, sha256, onlyIfAbsent);
        } catch (S3Failure e) {
            if (!onlyIfAbsent || !e.isNotImplemented()) {
                throw e;
            }
            conditions.set(false);
            return send(key, content, sha256, false);
        }
    }

    private boolean put(String key, Spool content, Digest sha256, boolean onlyIfAbsent) throws IOException {
        return bucket.put(
                key,
                () -> content.open(0, content.size()),
                content.size(),
                Base64.getEncoder().encodeToString(sha256.bytes()),
                onlyIfAbsent);
    }

    private OptionalLong look(String key, @Nullable S3Failure failure) throws IOException {
        try {
            return bucket.size(key);
        } catch (IOException e) {
            if (failure != null) {
                e.addSuppressed(failure);
            }
            throw e;
        }
    }

    private static boolean isWhole(OptionalLong found, Spool content) {
        return found.isPresent() && found.getAsLong() == content.size();
    }

    /** Reads back the first object that a server took without repeating its checksum: some servers store the framing of a body with it. */
    private void checkUnknownServer(String key, Spool content, Digest sha256) throws IOException {
        if (serverIsKnown.get()) {
            return;
        }
        MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
        try (InputStream in = new S3Blob(sha256, content.size(), key, bucket).open()) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        if (!Arrays.equals(digest.digest(), sha256.bytes())) {
            bucket.delete(key);
            throw new IOException(
                    "The S3 server stored other bytes than it was sent under " + key + "." + S3Failure.TRY_COMPATIBLE);
        }
        serverIsKnown.set(true);
    }
}
