package io.artispace.storage.s3;

import io.artispace.blob.BlobSizeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The one door to the SDK: the requests we make about one bucket, whose failures come out as {@link S3Failure}. Each request is retried by
 * the client as its retry strategy says. Thread-safe.
 */
final class Bucket {
    /** What version 4 of the signature allows. */
    private static final Duration LONGEST_LINK = Duration.ofDays(7);

    private static final String ONLY_IF_ABSENT = "*";

    private final S3Client client;
    private final @Nullable S3Presigner presigner;
    private final String name;
    private final String prefix;
    private final S3Profile profile;

    /**
     * Takes what requests are made with.
     *
     * @param prefix what all keys of ours begin with
     */
    Bucket(S3Client client, @Nullable S3Presigner presigner, String name, String prefix, S3Profile profile) {
        this.client = client;
        this.presigner = presigner;
        this.name = name;
        this.prefix = prefix;
        this.profile = profile;
    }

    /** Fails unless the bucket is there and may be used: an absent bucket answers like one without the object asked for. */
    void requireThere() throws IOException {
        try {
            ask("find the bucket " + name, () -> client.headBucket(head -> head.bucket(name)));
        } catch (S3Failure e) {
            if (!e.isAnswer() || e.isAbsent()) {
                throw e;
            }
            // Listed rather than asked for by a HEAD, whose answer gives no reason, and which needs the right to list
            // the whole bucket.
            ask(
                    "list the objects of the bucket " + name,
                    () -> client.listObjectsV2(
                            list -> list.bucket(name).prefix(prefix).maxKeys(1)));
        }
    }

    /** Returns the size of an object; empty if there is none. */
    OptionalLong size(String key) throws IOException {
        try {
            return OptionalLong.of(ask(
                    "find the object " + key,
                    () -> client.headObject(head -> head.bucket(name).key(key)).contentLength()));
        } catch (S3Failure e) {
            if (e.isAbsent()) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /**
     * Opens a range of an object, 1 byte or more.
     *
     * @throws NoSuchFileException if there is no such object
     * @throws BlobSizeException if it has another size than the blob
     */
    ResponseInputStream<GetObjectResponse> open(S3Blob blob, long offset, long length) throws IOException {
        String key = blob.key();
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        ResponseInputStream<GetObjectResponse> in;
        try {
            in = ask(
                    "read the object " + key,
                    () -> client.getObject(get -> get.bucket(name).key(key).range(range)));
        } catch (S3Failure e) {
            if (e.isAbsent()) {
                requireThere();
                throw (NoSuchFileException) new NoSuchFileException(key).initCause(e);
            }
            if (e.isBeyondTheEnd()) {
                throw (IOException) new BlobSizeException(blob.digest(), blob.size(), "fewer bytes").initCause(e);
            }
            throw e;
        }
        try {
            requireRange(in.response(), blob, length);
            return in;
        } catch (IOException e) {
            in.abort();
            throw e;
        }
    }

    private static void requireRange(GetObjectResponse response, S3Blob blob, long length) throws IOException {
        @Nullable String range = response.contentRange();
        String whole = range == null ? "*" : range.substring(range.lastIndexOf('/') + 1);
        // If a server sends no total, the rest of its answer is trusted.
        if (!whole.equals("*") && !whole.equals(Long.toString(blob.size()))) {
            throw new BlobSizeException(blob.digest(), blob.size(), whole + " bytes");
        }
        Long there = response.contentLength();
        if (there != null && there != length) {
            throw new IOException("Cannot read the object " + blob.key() + ": asked for " + length + " bytes of "
                    + blob.size() + ", S3 sends " + there + ".");
        }
    }

    /**
     * Stores an object.
     *
     * @param body can be opened more than once
     * @return whether the server says that it has exactly these bytes
     */
    boolean put(String key, ContentStreamProvider body, long length, String sha256, boolean onlyIfAbsent)
            throws IOException {
        String said = ask(
                        "put the object " + key,
                        () -> client.putObject(
                                put -> put.bucket(name)
                                        .key(key)
                                        .ifNoneMatch(onlyIfAbsent ? ONLY_IF_ABSENT : null)
                                        .checksumSHA256(profile.sendsChecksums() ? sha256 : null),
                                body(body, length)))
                .checksumSHA256();
        return sha256.equals(said);
    }

    /** Begins a multipart upload and returns its id. */
    String beginMultipart(String key) throws IOException {
        return ask(
                        "begin a multipart upload of " + key,
                        () -> client.createMultipartUpload(create -> create.bucket(name)
                                .key(key)
                                .checksumAlgorithm(profile.sendsChecksums() ? ChecksumAlgorithm.SHA256 : null)))
                .uploadId();
    }

    /** Uploads a part. */
    CompletedPart putPart(
            String key, String uploadId, int number, ContentStreamProvider body, long length, String sha256)
            throws IOException {
        String checksum = profile.sendsChecksums() ? sha256 : null;
        String etag = ask(
                        "upload part " + number + " of " + key,
                        () -> client.uploadPart(
                                part -> part.bucket(name)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number)
                                        .checksumSHA256(checksum),
                                body(body, length)))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumSHA256(checksum)
                .build();
    }

    /**
     * Makes an object of the parts.
     *
     * @param sha256 the digest of the parts' digests, as S3 writes it
     * @return whether the server says that it has exactly these bytes
     */
    boolean completeMultipart(
            String key, String uploadId, List<CompletedPart> parts, String sha256, boolean onlyIfAbsent)
            throws IOException {
        String said = ask(
                        "complete the multipart upload of " + key,
                        () -> client.completeMultipartUpload(complete -> complete.bucket(name)
                                .key(key)
                                .uploadId(uploadId)
                                .ifNoneMatch(onlyIfAbsent ? ONLY_IF_ABSENT : null)
                                .multipartUpload(upload -> upload.parts(parts))))
                .checksumSHA256();
        return sha256.equals(said);
    }

    /** Gives a multipart upload up; one that is not there (any more) is no failure. */
    void abortMultipart(String key, String uploadId) throws IOException {
        try {
            ask(
                    "abort the multipart upload of " + key,
                    () -> client.abortMultipartUpload(
                            abort -> abort.bucket(name).key(key).uploadId(uploadId)));
        } catch (S3Failure e) {
            if (!e.isAbsent()) {
                throw e;
            }
        }
    }

    /** Lists unfinished multipart uploads, from a marker of the page before on. */
    ListMultipartUploadsResponse multipartUploads(
            String prefix, @Nullable String keyMarker, @Nullable String uploadIdMarker) throws IOException {
        return ask(
                "list the multipart uploads",
                () -> client.listMultipartUploads(list ->
                        list.bucket(name).prefix(prefix).keyMarker(keyMarker).uploadIdMarker(uploadIdMarker)));
    }

    /** Deletes an object; one that is not there is no failure. */
    void delete(String key) throws IOException {
        try {
            ask(
                    "delete the object " + key,
                    () -> client.deleteObject(delete -> delete.bucket(name).key(key)));
        } catch (S3Failure e) {
            if (!e.isAbsent()) {
                throw e;
            }
            // Some servers say so of an object; all do of a bucket.
            requireThere();
        }
    }

    /** Lists a page of objects, in the order of their keys. */
    ListObjectsV2Response objects(String prefix, @Nullable String continuation) throws IOException {
        return ask(
                "list the objects",
                () -> client.listObjectsV2(
                        list -> list.bucket(name).prefix(prefix).continuationToken(continuation)));
    }

    /** Signs an address to read an object from; empty without a presigner. */
    Optional<URI> link(String key, Duration validity, String contentType) throws IOException {
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("A link that is valid for " + validity + " is valid never.");
        }
        S3Presigner signer = presigner;
        if (signer == null) {
            return Optional.empty();
        }
        Duration cut = validity.compareTo(LONGEST_LINK) > 0 ? LONGEST_LINK : validity;
        try {
            return Optional.of(ask(
                            "sign a link to " + key,
                            () -> signer.presignGetObject(link -> link.signatureDuration(cut)
                                    .getObjectRequest(
                                            get -> get.bucket(name).key(key).responseContentType(contentType))))
                    .url()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("Cannot sign a link to " + key + ": what the SDK made is no address.", e);
        }
    }

    private static RequestBody body(ContentStreamProvider provider, long length) {
        return RequestBody.fromContentProvider(provider, length, "application/octet-stream");
    }

    private static <T> T ask(String attempt, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (AbortedException e) {
            // The SDK has kept the interrupt.
            throw (IOException)
                    new InterruptedIOException("Cannot " + attempt + ": the thread was interrupted.").initCause(e);
        } catch (SdkException e) {
            throw S3Failure.of(attempt, e);
        }
    }
}
