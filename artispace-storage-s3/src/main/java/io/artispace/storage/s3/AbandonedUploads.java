package io.artispace.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Aborts the multipart uploads that processes that died have left: nobody sees their parts, but their owner pays for them. */
record AbandonedUploads(Bucket bucket, S3Layout layout, MultipartWriter ours, InstantSource clock) {
    /** No upload of another process takes that long. */
    private static final Duration STALE = Duration.ofDays(1);

    /** Aborts them and returns how many there were. */
    int abort() throws IOException {
        Instant newest = clock.instant().minus(STALE);
        int aborted = 0;
        String keyMarker = null;
        String uploadIdMarker = null;
        boolean more = true;
        while (more) {
            ListMultipartUploadsResponse page = bucket.multipartUploads(layout.blobs(), keyMarker, uploadIdMarker);
            for (MultipartUpload upload : page.uploads()) {
                if (isAbandoned(upload, newest)) {
                    bucket.abortMultipart(upload.key(), upload.uploadId());
                    aborted++;
                }
            }
            keyMarker = page.nextKeyMarker();
            uploadIdMarker = page.nextUploadIdMarker();
            more = Boolean.TRUE.equals(page.isTruncated()) && keyMarker != null;
        }
        return aborted;
    }

    private boolean isAbandoned(MultipartUpload upload, Instant newest) {
        @Nullable Instant initiated = upload.initiated();
        return initiated != null
                && initiated.isBefore(newest)
                && !ours.isInProgress(upload.uploadId())
                && layout.digestOf(upload.key()).isPresent();
    }
}
