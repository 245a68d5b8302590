package io.artispace.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DirectoryFlushTest {
    private static final int THREADS = 15;

    private final BlockingDisk disk = new BlockingDisk();
    private final DirectoryFlush flush = new DirectoryFlush(Path.of("directory"), disk);
    private final Queue<IOException> failures = new ConcurrentLinkedQueue<>();

    @Test
    void allWhoComeDuringAFlushShareTheNextOne() throws Exception {
        List<Thread> threads = startWhileAFlushRuns(THREADS);

        disk.proceed.countDown();
        join(threads);

        assertThat(disk.flushes).hasValue(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void failureIsToldToAllWhoSharedTheFlushAndToNobodyElse() throws Exception {
        disk.failSecond = new IOException("Input/output error");
        List<Thread> threads = startWhileAFlushRuns(THREADS);

        disk.proceed.countDown();
        join(threads);

        assertThat(failures).hasSize(THREADS);
        flush.force();
        assertThat(disk.flushes).hasValue(3);
    }

    @Test
    void interruptOfTheOneWhoFlushesIsNoFailureOfTheOthers() throws Exception {
        disk.failSecond = new ClosedByInterruptException();
        List<Thread> threads = startWhileAFlushRuns(THREADS);

        disk.proceed.countDown();
        join(threads);

        assertThat(failures).singleElement().isInstanceOf(ClosedByInterruptException.class);
    }

    @Test
    void programmingErrorReleasesThoseWhoWait() {
        DirectoryFlush broken = new DirectoryFlush(Path.of("directory"), new Durability() {
            @Override
            public void forceFile(FileChannel file) {}

            @Override
            public void forceDirectory(Path directory) {
                throw new IllegalStateException("broken");
            }
        });

        assertThatThrownBy(broken::force).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(broken::force).isInstanceOf(IllegalStateException.class);
    }

    /** Returns the threads, the first of which is flushing and held up, while all others wait. */
    private List<Thread> startWhileAFlushRuns(int count) throws Exception {
        List<Thread> threads = new ArrayList<>();
        threads.add(start());
        disk.begun.await();
        for (int i = 0; i < count; i++) {
            Thread thread = start();
            threads.add(thread);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        return threads;
    }

    private Thread start() {
        Thread thread = new Thread(() -> {
            try {
                flush.force();
            } catch (IOException e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Holds the first flush up until it may proceed. */
    private static final class BlockingDisk implements Durability {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch proceed = new CountDownLatch(1);
        private final AtomicInteger flushes = new AtomicInteger();
        private volatile @Nullable IOException failSecond;

        @Override
        public void forceFile(FileChannel file) {}

        @Override
        public void forceDirectory(Path directory) throws IOException {
            int number = flushes.incrementAndGet();
            if (number == 1) {
                begun.countDown();
                awaitProceed();
            }
            IOException failure = failSecond;
            if (number == 2 && failure != null) {
                throw failure;
            }
        }

        private void awaitProceed() {
            try {
                proceed.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
