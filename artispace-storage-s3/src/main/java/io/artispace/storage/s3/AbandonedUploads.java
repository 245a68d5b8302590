package io.artispace.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Aborts the multipart uploads that processes that died have left: nobody sees their parts, but their owner pays for them. */
record AbandonedUploads(Bucket bucket, S3Layout layout, MultipartWriter ours, InstantSource clock) {
    /** No upload of another process takes that long. */
    private static final Duration STALE = Duration.ofDays(1);

    /**
     * Aborts them and returns how many there were.
     *
     * @throws IOException if they cannot be listed to their end; those that were listed before are aborted
     */
    int abort() throws IOException {
        Instant newest = clock.instant().minus(STALE);
        int aborted = 0;
        String keyMarker = null;
        String uploadIdMarker = null;
        while (true) {
            ListMultipartUploadsResponse page = bucket.multipartUploads(layout.blobs(), keyMarker, uploadIdMarker);
            for (MultipartUpload upload : page.uploads()) {
                if (isAbandoned(upload, newest)) {
                    bucket.abortMultipart(upload.key(), upload.uploadId());
                    aborted++;
                }
            }
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return aborted;
            }
            requireProgress(page, keyMarker, uploadIdMarker);
            keyMarker = page.nextKeyMarker();
            uploadIdMarker = page.nextUploadIdMarker();
        }
    }

    private static void requireProgress(
            ListMultipartUploadsResponse page, @Nullable String keyMarker, @Nullable String uploadIdMarker)
            throws IOException {
        @Nullable String next = page.nextKeyMarker();
        boolean nowhere = next == null || next.isEmpty();
        boolean same = Objects.equals(next, keyMarker) && Objects.equals(page.nextUploadIdMarker(), uploadIdMarker);
        if (nowhere || same) {
            throw new IOException(
                    "Cannot list all multipart uploads: the S3 server says that there are more of them, and not where they"
                            + " begin (a truncated page " + (nowhere ? "without" : "that repeats the")
                            + " NextKeyMarker). Use one that pages as S3 does, or have a lifecycle rule abort what is"
                            + " left unfinished.");
        }
    }

    private boolean isAbandoned(MultipartUpload upload, Instant newest) {
        @Nullable Instant initiated = upload.initiated();
        return initiated != null
                && initiated.isBefore(newest)
                && !ours.isInProgress(upload.uploadId())
                && layout.digestOf(upload.key()).isPresent();
    }
}
