package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
    private static final int LIMIT = 3;

    private final Set<String> used = ConcurrentHashMap.newKeySet();

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
    void taskForWhichThereIsNoThreadWaitsForOneThatThereIs() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        CountDownLatch allBusy = new CountDownLatch(LIMIT);
        try (WorkerPool pool = new WorkerPool(LIMIT, work -> thread(work, exhausted))) {
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
            CountDownLatch allDone = new CountDownLatch(LIMIT);
            for (int i = 0; i < LIMIT; i++) {
                pool.execute(() -> {
                    allBusy.countDown();
                    await(allBusy);
                    allDone.countDown();
                });
            }
            assertThat(allDone.await(30, TimeUnit.SECONDS))
                    .as("as many at a time as before")
                    .isTrue();
        }
    }

    @Test
    void taskIsRefusedWhereThereIsNoThreadAtAll() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(LIMIT, work -> thread(work, exhausted))) {
            assertThatThrownBy(() -> pool.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasCauseInstanceOf(OutOfMemoryError.class);

            exhausted.set(false);
            pool.execute(done::countDown);

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
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
