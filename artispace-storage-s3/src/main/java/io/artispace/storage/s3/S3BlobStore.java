package io.artispace.storage.s3;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A blob store in a bucket of S3. Any number of processes, on any number of machines, may use the same place.
 *
 * <p>The map of this package: {@link S3Location} reads {@code s3:} locations and {@link S3Clients} makes a client of one; a host that has a
 * client begins at {@link #around}. {@link Bucket} makes all requests; {@link S3Layout} knows all keys. {@link S3Upload} keeps bytes in a
 * {@link Spool}; its commit has {@link ObjectWriter} store them, large ones by {@link MultipartWriter}. {@link S3Blob} reads by
 * {@link ResumingStream}. {@link S3Listing} walks, {@link AbandonedUploads} cleans up after processes that died.
 *
 * <p><b>Why bytes wait on the local disk until they are all there.</b> The key is the digest, which is known at the end only, and S3 cannot
 * rename. The other way, to send parts at once to a key of their own and to have S3 copy the object when the digest is known, costs a
 * second write of every byte on S3's side and leaves objects that no listing explains; the bytes could not be read before they are
 * committed, which formats do; and an attempt that fails could not be repeated. So an upload keeps up to 1 MiB in memory and all beyond in
 * a file that vanishes with its process. Memory does not depend on the size of a file. Content that the bucket has already is not sent at
 * all.
 *
 * <p>Up to a size, one PUT stores an object; beyond, parts are sent by several threads at once. The threads are the store's own,
 * daemons, and end when they were idle for some seconds.
 */
public final class S3BlobStore implements BlobStore {
    private static final int COMMITS_AT_ONCE = 8;

    private final Bucket bucket;
    private final S3Layout layout;
    private final Path spoolDirectory;
    private final int partSize;
    private final ObjectWriter writer;
    private final AbandonedUploads abandoned;
    private final Runnable closeClient;
    private volatile boolean closed;

    S3BlobStore(S3StoreBuilder settings, Runnable closeClient) throws IOException {
        this.bucket = settings.bucket();
        this.layout = new S3Layout(settings.prefix);
        this.spoolDirectory = settings.spoolDirectory;
        this.partSize = settings.partSize;
        this.closeClient = closeClient;
        bucket.requireThere();
        MultipartWriter multipart =
                new MultipartWriter(bucket, settings.parallelParts, partSize, settings.closePatience);
        this.writer = new ObjectWriter(bucket, layout, multipart, settings.largestPut());
        this.abandoned = new AbandonedUploads(bucket, layout, multipart, settings.clock);
    }

    /**
     * Begins a store around a client of the host's.
     *
     * @param client makes all requests, with its own credentials, retries and time limits; the host closes it, after the store
     * @param bucket the name of a bucket that exists
     * @return a builder
     */
    public static S3StoreBuilder around(S3Client client, String bucket) {
        return new S3StoreBuilder(requireNonNull(client, "client"), requireNonNull(bucket, "bucket"));
    }

    @Override
    public BlobUpload beginUpload() {
        requireOpen();
        return new S3Upload(this, new Spool(spoolDirectory, partSize));
    }

    @Override
    public Optional<Blob> find(Digest sha256) throws IOException {
        requireOpen();
        String key = layout.keyOf(sha256);
        OptionalLong size = bucket.size(key);
        if (size.isEmpty()) {
            bucket.requireThere();
            return Optional.empty();
        }
        return Optional.of(new S3Blob(sha256, size.getAsLong(), key, bucket));
    }

    /** Asks the server only for a blob without bytes: reading that takes no request, so nothing else would find out that it is gone. */
    @Override
    public Blob handle(Digest sha256, long size) throws IOException {
        if (size <= 0) {
            return BlobStore.super.handle(sha256, size);
        }
        requireOpen();
        return new S3Blob(sha256, size, layout.keyOf(sha256), bucket);
    }

    @Override
    public void delete(Digest sha256) throws IOException {
        requireOpen();
        bucket.delete(layout.keyOf(sha256));
    }

    @Override
    public Stream<Blob> list() throws IOException {
        requireOpen();
        return S3Listing.of(bucket, layout);
    }

    @Override
    public int removeLeftovers() throws IOException {
        requireOpen();
        return abandoned.abort();
    }

    /** Several, since a commit waits for the server most of its time. */
    @Override
    public int commitsAtOnce() {
        return COMMITS_AT_ONCE;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            writer.close();
            closeClient.run();
        }
    }

    ObjectWriter writer() {
        return writer;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The blob store was closed.");
        }
    }
}
