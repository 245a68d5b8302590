package io.artispace.core.content;

import io.artispace.FilePath;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobSizeException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.core.cache.MemoryCache;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The only way from the blob store to a client. Bytes that do not agree with their digest are never handed out as a complete content.
 *
 * <p>A small blob is read whole, checked, and kept in memory: content addressing makes it valid for ever. A large one is checked while
 * it is read for the first time in the life of this registry ({@link VerifyingBody}); that it was found sound is then remembered, so
 * later readers may have the operating system send the file. What is damaged on the disk after that is found by
 * {@code Maintenance.verify()}.
 */
public final class BlobReader {
    /** Up to this size a blob is kept in memory. */
    static final int SMALL = 256 * 1024;

    private final BlobStore blobs;
    private final MemoryCache cache;

    /**
     * Creates a reader.
     *
     * @param blobs where the bytes are
     * @param cache where small blobs, and what is known of large ones, are kept
     */
    public BlobReader(BlobStore blobs, MemoryCache cache) {
        this.blobs = blobs;
        this.cache = cache;
    }

    /**
     * Returns the content of a blob that a row names. A store that is far away is asked for a large one only when the body is opened; the
     * exceptions below are thrown then.
     *
     * @param digest its SHA-256
     * @param size the size its row says
     * @param path the file, for messages
     * @return a checked body
     * @throws StorageFailedException if the bytes are missing or have another size or, for a small blob, another digest
     */
    public Body body(Digest digest, long size, FilePath path) {
        Optional<Body> kept = cache.find(digest, Body.class);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            Blob blob = new NamedBlob(blobs.handle(digest, size), path, blobs);
            if (size <= SMALL) {
                return readSmall(blob, path);
            }
            return isSound(digest) ? Body.blob(blob) : new VerifyingBody(blob, path, this);
        } catch (NoSuchFileException e) {
            throw missing(path, digest);
        } catch (BlobSizeException e) {
            throw damaged(path, digest);
        } catch (IOException e) {
            throw BlobFailures.unread(named(path), e);
        }
    }

    private Body readSmall(Blob blob, FilePath path) throws IOException {
        byte[] bytes = new byte[(int) blob.size()];
        try (InputStream in = blob.open()) {
            int read = in.readNBytes(bytes, 0, bytes.length);
            MessageDigest sha256 = blob.digest().algorithm().newMessageDigest();
            if (read != bytes.length
                    || !Arrays.equals(sha256.digest(bytes), blob.digest().bytes())) {
                throw damaged(path, blob.digest());
            }
        }
        Body body = Body.bytes(bytes);
        cache.put(blob.digest(), body, bytes.length);
        return body;
    }

    /** Remembers that the whole blob was read and found sound. */
    void foundSound(Digest digest) {
        cache.remember(new Sound(digest));
    }

    /** Tells whether the whole blob was found sound. */
    boolean isSound(Digest digest) {
        return cache.holds(new Sound(digest));
    }

    /** Called only for messages, since quoting costs more than finding a file in the cache. */
    private static String named(FilePath path) {
        return "the file " + Quote.of(path);
    }

    static StorageFailedException missing(FilePath path, Digest digest) {
        return new StorageFailedException(
                "The bytes of " + named(path) + " are missing in the blob store. Restore blob " + digest.hex()
                        + " from a backup, or delete and publish the file again.");
    }

    static StorageFailedException damaged(FilePath path, Digest digest) {
        return new StorageFailedException(
                "The bytes of " + named(path) + " are damaged: they do not agree with their digest. Restore blob "
                        + digest.hex() + " from a backup.");
    }

    private record Sound(Digest digest) {}
}
