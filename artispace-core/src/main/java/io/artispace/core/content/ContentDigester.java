package io.artispace.core.content;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Computes all digests of one content in one pass.
 *
 * <p>Digests are slower than disks. Once a content turns out to be large, each digest therefore goes on in a thread of its own beside
 * the reading and writing; these threads live as long as the content is being received and no longer. Used by one thread.
 */
final class ContentDigester implements AutoCloseable {
    /** From this many bytes on, threads pay. */
    private static final long LARGE = 2 * 1024 * 1024;

    private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);
    private @Nullable List<ExecutorService> threads;
    private long size;

    ContentDigester(Set<DigestAlgorithm> algorithms) {
        digests.put(DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newMessageDigest());
        for (DigestAlgorithm algorithm : algorithms) {
            if (!digests.containsKey(algorithm)) {
                digests.put(algorithm, algorithm.newMessageDigest());
            }
        }
    }

    long size() {
        return size;
    }

    /**
     * Takes bytes. They must not change until the returned work is done.
     *
     * @return what the digests still have to do with the bytes; empty if nothing
     */
    List<Future<?>> update(byte[] bytes, int offset, int length) {
        size += length;
        if (threads == null && size < LARGE) {
            for (MessageDigest digest : digests.values()) {
                digest.update(bytes, offset, length);
            }
            return List.of();
        }
        List<ExecutorService> running = startedThreads();
        List<Future<?>> work = new ArrayList<>(running.size());
        int next = 0;
        for (MessageDigest digest : digests.values()) {
            work.add(running.get(next++).submit(() -> digest.update(bytes, offset, length)));
        }
        return work;
    }

    private List<ExecutorService> startedThreads() {
        List<ExecutorService> started = threads;
        if (started == null) {
            started = new ArrayList<>();
            for (DigestAlgorithm algorithm : digests.keySet()) {
                started.add(Executors.newSingleThreadExecutor(work -> {
                    Thread thread = new Thread(work, "artispace-digest-" + algorithm.standardName());
                    thread.setDaemon(true);
                    return thread;
                }));
            }
            threads = started;
        }
        return started;
    }

    static void await(List<Future<?>> work) {
        boolean interrupted = false;
        for (Future<?> one : work) {
            boolean done = false;
            while (!done) {
                try {
                    one.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A digest failed", e);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Computes the digests of what is in memory. */
    static Digests of(byte[] bytes, Set<DigestAlgorithm> algorithms) {
        ContentDigester digester = new ContentDigester(algorithms);
        digester.size = bytes.length;
        digester.digests.values().forEach(digest -> digest.update(bytes));
        return digester.finish();
    }

    /** Ends the content; all work must have been awaited. */
    Digests finish() {
        Map<DigestAlgorithm, Digest> values = new EnumMap<>(DigestAlgorithm.class);
        for (Map.Entry<DigestAlgorithm, MessageDigest> digest : digests.entrySet()) {
            values.put(
                    digest.getKey(),
                    Digest.of(digest.getKey(), digest.getValue().digest()));
        }
        Digest sha256 = values.get(DigestAlgorithm.SHA256);
        if (sha256 == null) {
            throw new IllegalStateException("SHA-256 is always computed");
        }
        return new Digests(
                sha256,
                values.get(DigestAlgorithm.SHA1),
                values.get(DigestAlgorithm.MD5),
                values.get(DigestAlgorithm.SHA512));
    }

    /** Ends the threads, if any were started. */
    @Override
    public void close() {
        List<ExecutorService> started = threads;
        if (started != null) {
            started.forEach(ExecutorService::shutdown);
            boolean late = false;
            for (ExecutorService executor : started) {
                try {
                    late |= !executor.awaitTermination(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            threads = List.of();
            if (late) {
                throw new IllegalStateException("A digest did not end within 10 seconds");
            }
        }
    }
}
