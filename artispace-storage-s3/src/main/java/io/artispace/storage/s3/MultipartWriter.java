package io.artispace.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes a large content in parts, several at once, in threads of its own. What fails is aborted, so that nobody pays for parts that nobody
 * sees.
 */
final class MultipartWriter implements AutoCloseable {
    /** S3 takes no more. */
    static final int MOST_PARTS = 10_000;

    private static final Logger logger = LoggerFactory.getLogger(MultipartWriter.class);

    private final Bucket bucket;
    private final PartThreads threads;
    private final int partSize;
    private final Duration closePatience;
    /** The keys of the uploads that this process is at, by their ids. */
    private final Map<String, String> inProgress = new ConcurrentHashMap<>();

    private int writing;
    private boolean closed;

    /**
     * Creates a writer.
     *
     * @param parallelParts how many parts are sent at once, by all uploads together
     * @param closePatience how long {@link #close} waits for uploads that are in progress
     */
    MultipartWriter(Bucket bucket, int parallelParts, int partSize, Duration closePatience) {
        this.bucket = bucket;
        this.threads = new PartThreads(parallelParts);
        this.partSize = partSize;
        this.closePatience = closePatience;
    }

    /** Tells whether an upload is one of this process, at work. */
    boolean isInProgress(String uploadId) {
        return inProgress.containsKey(uploadId);
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
        enter();
        try {
            return writeParts(key, content, digests, onlyIfAbsent);
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws IOException {
        if (closed) {
            throw new IOException("The blob store was closed during the upload.");
        }
        writing++;
    }

    private synchronized void leave() {
        writing--;
        notifyAll();
    }

    /**
     * Ends the threads and the uploads that are in progress. The client has to work until this returns, since nobody would abort the
     * uploads later. Each uploading thread aborts its own upload, if it gets to it in time; those that hang in a request are aborted
     * here. Uploads that begin later fail.
     */
    @Override
    public void close() {
        threads.close();
        boolean interrupted = !awaitEnd();
        inProgress.keySet().forEach(this::abort);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether this thread was not interrupted, which ends the wait. */
    private synchronized boolean awaitEnd() {
        closed = true;
        long end = System.nanoTime() + closePatience.toNanos();
        try {
            for (long left = closePatience.toNanos(); writing > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean writeParts(String key, Spool content, List<String> digests, boolean onlyIfAbsent)
            throws IOException {
        String uploadId = bucket.beginMultipart(key);
        inProgress.put(uploadId, key);
        boolean completed = false;
        try {
            List<CompletedPart> parts = putParts(key, uploadId, content, digests);
            boolean confirmed = bucket.completeMultipart(
                    key, uploadId, parts, content.parts().composite(), onlyIfAbsent);
            completed = true;
            return confirmed;
        } finally {
            if (completed) {
                inProgress.remove(uploadId);
            } else {
                abort(uploadId);
            }
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

    /**
     * Aborts an upload, once. The interrupt of this thread is cleared meanwhile, since the SDK sends nothing for an interrupted thread, and
     * set again afterwards.
     */
    private void abort(String uploadId) {
        String key = inProgress.remove(uploadId);
        if (key == null) {
            return;
        }
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
