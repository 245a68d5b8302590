package io.artispace.storage.s3;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.StorageFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The settings of a store around a client of the host's. Not thread-safe. */
public final class S3StoreBuilder {
    /** What S3 takes as a part, except for the last. */
    private static final int SMALLEST_PART = 5 * 1024 * 1024;

    /** Ten thousand of these make 78 GiB. */
    static final int USUAL_PART = 8 * 1024 * 1024;

    /**
     * The largest content that is stored by one request, unless the size of parts was set. AWS advises parts from 100 MB on: they can be
     * repeated one by one and sent at the same time. But many servers copy them together at the end, which is half of the time that a
     * content of this size takes.
     */
    private static final int USUAL_PUT = 64 * 1024 * 1024;

    private final S3Client client;
    private final String bucketName;
    private @Nullable S3Presigner presigner;
    private S3Profile profile = S3Profile.AWS;
    String prefix = "";
    Path spoolDirectory = Path.of(System.getProperty("java.io.tmpdir"));
    int partSize = USUAL_PART;
    private boolean partSizeIsSet;
    int parallelParts = 4;
    /** How long closing the store waits for uploads of several parts to be aborted by the threads that upload. */
    Duration closePatience = Duration.ofSeconds(5);

    InstantSource clock = InstantSource.system();

    S3StoreBuilder(S3Client client, String bucketName) {
        this.client = client;
        this.bucketName = bucketName;
    }

    /**
     * Sets what the keys begin with, so that a bucket can be shared.
     *
     * @param prefix such as {@code registry/}; empty unless set
     * @return this
     */
    public S3StoreBuilder prefix(String prefix) {
        this.prefix = requireNonNull(prefix, "prefix");
        return this;
    }

    /**
     * Sets what signs links; without it blobs offer none.
     *
     * @param presigner signs for an endpoint that readers can reach; the host closes it, after the store
     * @return this
     */
    public S3StoreBuilder presigner(S3Presigner presigner) {
        this.presigner = requireNonNull(presigner, "presigner");
        return this;
    }

    /**
     * Sets what to expect of the server.
     *
     * @param profile {@link S3Profile#AWS} unless set
     * @return this
     */
    public S3StoreBuilder profile(S3Profile profile) {
        this.profile = requireNonNull(profile, "profile");
        return this;
    }

    /**
     * Sets the size of a part: what is larger is uploaded in several. Unless it is set, what is larger than 64 MiB is uploaded in parts of
     * 8 MiB, and all else by one request ({@link S3Profile#COMPATIBLE}: what is larger than 8 MiB, as older servers and those in front of
     * them may limit a request).
     *
     * @param bytes 5 MiB or more; 8 MiB allow for blobs of 78 GiB
     * @return this
     * @throws InvalidInputException if it is less
     */
    public S3StoreBuilder partSize(int bytes) {
        if (bytes < SMALLEST_PART) {
            throw new InvalidInputException("Cannot upload in parts of " + bytes + " bytes: S3 takes parts of "
                    + SMALLEST_PART + " bytes (5 MiB) and more.");
        }
        this.partSize = bytes;
        this.partSizeIsSet = true;
        return this;
    }

    /**
     * Sets how many parts are sent at once, by all uploads together.
     *
     * @param count 1 or more; 4 unless set
     * @return this
     * @throws InvalidInputException if it is less
     */
    public S3StoreBuilder parallelParts(int count) {
        if (count < 1) {
            throw new InvalidInputException("Cannot upload " + count + " parts at once: it takes 1 or more.");
        }
        this.parallelParts = count;
        return this;
    }

    /**
     * Sets where uploads of more than 1 MiB wait until they are whole.
     *
     * @param directory on a local disk with room for all uploads in progress; {@code java.io.tmpdir} unless set
     * @return this
     */
    public S3StoreBuilder spoolDirectory(Path directory) {
        this.spoolDirectory = requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Sets what tells how old abandoned uploads are.
     *
     * @param clock the system's unless set
     * @return this
     */
    public S3StoreBuilder clock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Opens the store.
     *
     * @return the store; the caller closes it
     * @throws StorageFailedException if the bucket or the spool directory is not there or may not be used
     */
    public S3BlobStore open() {
        return open(() -> {});
    }

    S3BlobStore open(Runnable closeClient) {
        if (!Files.isDirectory(spoolDirectory)) {
            throw new StorageFailedException("Cannot open the S3 blob store: its spool directory is not a directory."
                    + " Create it, or name another one.");
        }
        try {
            return new S3BlobStore(this, closeClient);
        } catch (IOException e) {
            throw new StorageFailedException(
                    "Cannot open the S3 blob store in the bucket \"" + bucketName + "\": " + reason(e), e);
        }
    }

    /** The most bytes to store by one request. */
    int largestPut() {
        return partSizeIsSet || profile == S3Profile.COMPATIBLE ? partSize : USUAL_PUT;
    }

    Bucket bucket() {
        return new Bucket(client, presigner, bucketName, new S3Layout(prefix).blobs(), profile);
    }

    private static String reason(IOException e) {
        if (e instanceof S3Failure failure && failure.isAbsent()) {
            return "there is no such bucket. Create it, or check the name and the region.";
        }
        if (e instanceof S3Failure failure && failure.isForbidden()) {
            return "the credentials are refused (" + failure.said()
                    + "). Check the access key, its secret and this machine's clock. They need s3:ListBucket and"
                    + " s3:ListBucketMultipartUploads on the bucket and s3:GetObject, s3:PutObject, s3:DeleteObject,"
                    + " s3:AbortMultipartUpload on its objects.";
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the name of its host has no address. Check the endpoint and the region.";
            }
            if (cause instanceof ConnectException) {
                return "S3 could not be connected to. Check the endpoint, and that the server runs and can be reached from here.";
            }
            if (cause instanceof SSLException) {
                return "no TLS connection could be made. Check that the endpoint is one of https, and that this Java trusts its"
                        + " certificate (javax.net.ssl.trustStore).";
            }
        }
        String said = e instanceof S3Failure failure ? failure.said() : "nothing that makes sense";
        return "S3 did not answer as expected, but said " + said
                + ". Check endpoint, region, credentials and path-style; the cause is in the log.";
    }
}
