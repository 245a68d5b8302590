package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
