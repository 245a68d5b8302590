package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
    private static final int LIMIT = 3;
    private static final int COMING = 2;
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test
    void tasksBeyondTheLimitWaitForAThread() throws Exception {
        CountDownLatch allBusy = new CountDownLatch(LIMIT);
        CountDownLatch proceed = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(10);
        try (WorkerPool pool = new WorkerPool(LIMIT, 80)) {
            for (int i = 0; i < 10; i++) {
                pool.execute(() -> {
                    used.add(Thread.currentThread().getName());
                    allBusy.countDown();
                    await(proceed);
                    done.countDown();
                });
            }
            allBusy.await();
            proceed.countDown();
            done.await();
        }

        assertThat(used).containsExactlyInAnyOrder("artispace-http-80-1", "artispace-http-80-2", "artispace-http-80-3");
    }

    @Test
    void taskThatThrowsTakesNoThreadAway() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(1, 80)) {
            CountDownLatch thrown = new CountDownLatch(1);
            pool.execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> thrown.countDown());
                throw new IllegalStateException("expected");
            });
            thrown.await();

            pool.execute(done::countDown);

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingWhileInterruptedStillEndsAllThreads() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        Thread closing = Thread.currentThread();
        WorkerPool pool = new WorkerPool(LIMIT, 80);
        pool.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                while (closing.getState() != Thread.State.TIMED_WAITING && !closed.get()) {
                    Thread.yield();
                }
                ended.set(true);
            }
        });
        begun.await();

        closing.interrupt();
        pool.close();
        boolean waited = ended.get();
        closed.set(true);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waited).isTrue();
    }

    @Test
    void closedPoolInterruptsItsThreadsAndRefusesTasks() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        WorkerPool pool = new WorkerPool(LIMIT, 80);
        pool.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        begun.await();

        pool.close();

        assertThat(interrupted.getCount()).isZero();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void taskWaitsForAnExistingThreadIfNoneCanBeCreated() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(LIMIT, work -> thread(work, exhausted), LONG, COMING)) {
            pool.execute(() -> {
                begun.countDown();
                await(proceed);
            });
            begun.await();
            exhausted.set(true);
            CountDownLatch done = new CountDownLatch(5);
            for (int i = 0; i < 5; i++) {
                pool.execute(done::countDown);
            }
            proceed.countDown();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();

            exhausted.set(false);
            assertRunTogether(pool, LIMIT);
        }
    }

    @Test
    void taskIsRefusedIfThereIsNoThreadAndNoneCanBeCreated() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(LIMIT, work -> thread(work, exhausted), LONG, COMING)) {
            assertThatThrownBy(() -> pool.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasCauseInstanceOf(OutOfMemoryError.class);

            exhausted.set(false);
            pool.execute(done::countDown);

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tasksThatWaitForEachOtherAllGetAThread() throws Exception {
        try (WorkerPool pool = new WorkerPool(LIMIT, this::recorded, LONG, COMING)) {
            for (int round = 0; round < 2_000; round++) {
                // From all resting to none, and with some that are just done.
                assertRunTogether(pool, 1 + round % LIMIT);
            }
        }

        assertThat(threads).hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void taskBesideOneThatBlocksIsDoneByAnotherThread() throws Exception {
        try (WorkerPool pool = new WorkerPool(LIMIT, this::recorded, LONG, COMING)) {
            for (int round = 0; round < 100; round++) {
                CountDownLatch blocked = new CountDownLatch(1);
                CountDownLatch others = new CountDownLatch(10);
                CountDownLatch next = new CountDownLatch(1);
                pool.execute(() -> {
                    await(next);
                    blocked.countDown();
                });
                for (int i = 0; i < 10; i++) {
                    pool.execute(others::countDown);
                }
                assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
                next.countDown();
                blocked.await();
            }
        }
    }

    @Test
    void tasksBeginInTheOrderInWhichTheyCame() throws Exception {
        List<Integer> begun = new CopyOnWriteArrayList<>();
        CountDownLatch proceed = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(100);
        try (WorkerPool pool = new WorkerPool(1, this::recorded, LONG, COMING)) {
            pool.execute(() -> await(proceed));
            for (int i = 0; i < 100; i++) {
                int number = i;
                pool.execute(() -> {
                    begun.add(number);
                    done.countDown();
                });
            }
            proceed.countDown();
            done.await();
        }

        assertThat(begun).hasSize(100).isSorted();
    }

    @Test
    void noMoreThreadsAreStartedThanMayBeStartingAtATime() throws Exception {
        CountDownLatch arrive = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(10);
        ThreadFactory late = work -> recorded(() -> {
            try {
                arrive.await();
                work.run();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        try (WorkerPool pool = new WorkerPool(LIMIT, late, LONG, COMING)) {
            pool.execute(done::countDown);
            assertThat(threads).hasSize(1);
            for (int i = 1; i < 10; i++) {
                pool.execute(done::countDown);
            }
            assertThat(threads).hasSize(COMING);

            arrive.countDown();

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void threadThatBecameIdleLastIsWokenFirst() throws Exception {
        try (WorkerPool pool = new WorkerPool(LIMIT, this::recorded, LONG, COMING)) {
            assertRunTogether(pool, LIMIT);
            for (int i = 0; i < 20; i++) {
                awaitRest(pool);
                CountDownLatch done = new CountDownLatch(1);
                pool.execute(() -> {
                    used.add(Thread.currentThread().getName());
                    done.countDown();
                });
                done.await();
            }
        }

        assertThat(threads).hasSize(LIMIT);
        assertThat(used).hasSize(1);
    }

    private void awaitRest(WorkerPool pool) {
        while (threads.stream().anyMatch(thread -> LockSupport.getBlocker(thread) != pool)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void threadsThatBecameIdleTogetherAllEnd() throws Exception {
        long idle = TimeUnit.MILLISECONDS.toNanos(200);
        try (WorkerPool pool = new WorkerPool(LIMIT, this::recorded, idle, COMING)) {
            assertRunTogether(pool, LIMIT);

            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void idleThreadsEndAndNewOnesAreStartedLater() throws Exception {
        try (WorkerPool pool = new WorkerPool(LIMIT, this::recorded, 1, COMING)) {
            for (int i = 0; i < 200; i++) {
                CountDownLatch done = new CountDownLatch(1);
                pool.execute(done::countDown);
                assertThat(done.await(30, TimeUnit.SECONDS)).as("task %d", i).isTrue();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertRunTogether(pool, LIMIT);
        }
    }

    @Test
    void interruptOfATaskIsNotPassedToTheNext() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(1, this::recorded, LONG, COMING)) {
            pool.execute(() -> Thread.currentThread().interrupt());
            pool.execute(() -> {
                interrupted.set(Thread.currentThread().isInterrupted());
                done.countDown();
            });
            done.await();
        }

        assertThat(interrupted).isFalse();
    }

    @Test
    void closedPoolLeavesNoThreadAndBeginsNothingMore() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        CountDownLatch busy = new CountDownLatch(1);
        WorkerPool pool = new WorkerPool(1, this::recorded, LONG, COMING);
        pool.execute(() -> {
            busy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        busy.await();
        pool.execute(() -> begun.set(true));

        pool.close();

        assertThat(threads).hasSize(1).noneMatch(Thread::isAlive);
        assertThat(begun).isFalse();
    }

    /** Has the pool do tasks that wait for each other, so that each needs a thread of its own. */
    private static void assertRunTogether(WorkerPool pool, int count) throws InterruptedException {
        CountDownLatch allBegun = new CountDownLatch(count);
        CountDownLatch allDone = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            pool.execute(() -> {
                allBegun.countDown();
                await(allBegun);
                allDone.countDown();
            });
        }
        assertThat(allDone.await(30, TimeUnit.SECONDS))
                .as("%d tasks run at once", count)
                .isTrue();
    }

    private Thread recorded(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    private static Thread thread(Runnable work, AtomicBoolean exhausted) {
        if (exhausted.get()) {
            throw new OutOfMemoryError("unable to create native thread: on purpose");
        }
        return new Thread(work);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
