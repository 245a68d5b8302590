package io.artispace.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes a large content in parts, several at once. What fails is aborted, so that nobody pays for parts that nobody sees. */
final class MultipartWriter {
    /** S3 takes no more. */
    static final int MOST_PARTS = 10_000;

    private static final Logger logger = LoggerFactory.getLogger(MultipartWriter.class);

    private final Bucket bucket;
    private final PartThreads threads;
    private final int partSize;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    MultipartWriter(Bucket bucket, PartThreads threads, int partSize) {
        this.bucket = bucket;
        this.threads = threads;
        this.partSize = partSize;
    }

    /** Tells whether an upload is one of this process, at work. */
    boolean isInProgress(String uploadId) {
        return inProgress.contains(uploadId);
    }

    /**
     * Stores an object.
     *
     * @return whether the server says that it has exactly these bytes
     */
    boolean write(String key, Spool content, boolean onlyIfAbsent) throws IOException {
        List<String> digests = content.parts().finish();
        if (digests.size() > MOST_PARTS) {
            throw new IOException("Cannot store " + content.size() + " bytes in parts of " + partSize + ": S3 takes "
                    + MOST_PARTS + " parts. Give the store's location a larger part-size.");
        }
        String uploadId = bucket.beginMultipart(key);
        inProgress.add(uploadId);
        boolean completed = false;
        try {
            List<CompletedPart> parts = putParts(key, uploadId, content, digests);
            boolean confirmed = bucket.completeMultipart(
                    key, uploadId, parts, content.parts().composite(), onlyIfAbsent);
            completed = true;
            return confirmed;
        } finally {
            if (!completed) {
                abort(key, uploadId);
            }
            inProgress.remove(uploadId);
        }
    }

    private List<CompletedPart> putParts(String key, String uploadId, Spool content, List<String> digests)
            throws IOException {
        List<Callable<CompletedPart>> parts = new ArrayList<>();
        for (int i = 0; i < digests.size(); i++) {
            long offset = (long) i * partSize;
            long length = Math.min(partSize, content.size() - offset);
            int number = i + 1;
            String digest = digests.get(i);
            parts.add(() -> bucket.putPart(key, uploadId, number, () -> content.open(offset, length), length, digest));
        }
        return threads.runAll(parts);
    }

    /** Also for a thread that was interrupted, as long as which the SDK sends nothing; the interrupt is kept. */
    private void abort(String key, String uploadId) {
        boolean interrupted = Thread.interrupted();
        try {
            bucket.abortMultipart(key, uploadId);
        } catch (IOException e) {
            logger.warn("A multipart upload could not be aborted; removeLeftovers() will.", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
