package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens to tasks that wait, and to those for which no thread can be created. */
class LaneTest {
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private boolean noThreads;
    private final Lane lane = new Lane(this::begin);

    private void begin(Runnable work) {
        if (noThreads) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        begun.add(work);
    }

    private void runAll() {
        for (Runnable work = begun.poll(); work != null; work = begun.poll()) {
            work.run();
        }
    }

    @Test
    void taskThatGetsNoThreadIsRefusedAndTakesNoRoom() {
        noThreads = true;
        for (int i = 0; i < 2 * Lane.MOST; i++) {
            assertThatThrownBy(() -> lane.execute(() -> ran.add("refused")))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("no more threads")
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
        }
        noThreads = false;

        lane.execute(() -> ran.add("later"));
        runAll();

        assertThat(ran).containsExactly("later");
    }

    @Test
    void taskOfAClosedRegistryIsRefused() {
        Lane closed = new Lane(work -> {
            throw new RejectedExecutionException("shut down");
        });

        assertThatThrownBy(() -> closed.execute(() -> ran.add("refused")))
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void taskDoesNotWaitForThreadsThatNeverCome() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Lane[] crowded = new Lane[1];
        // Each thread is asked for while all before it are still being asked for, and none comes.
        crowded[0] = new Lane(work -> {
            if (asked.incrementAndGet() <= Lane.MOST) {
                count(crowded[0], refused);
            }
            throw new OutOfMemoryError("unable to create native thread");
        });

        count(crowded[0], refused);

        assertThat(refused).hasValue(Lane.MOST + 1);
    }

    private void count(Lane crowded, AtomicInteger refused) {
        try {
            crowded.execute(() -> ran.add("refused"));
        } catch (UpstreamFailedException e) {
            refused.incrementAndGet();
        }
    }

    @Test
    void waitingTaskRunsEvenIfTheOneBeforeThrowsAndNoThreadCanBeCreated() {
        lane.execute(() -> {
            for (int i = 0; i < 2 * Lane.MOST; i++) {
                String name = "waiting " + i;
                lane.execute(() -> ran.add(name));
            }
            noThreads = true;
            throw new OutOfMemoryError("while it was to tell those who wait");
        });

        begun.remove().run();

        assertThat(ran).hasSize(2 * Lane.MOST).startsWith("waiting 0", "waiting 1");
        noThreads = false;
        lane.execute(() -> ran.add("later"));
        runAll();
        assertThat(ran).endsWith("later").hasSize(2 * Lane.MOST + 1);
    }

    @Test
    void noMoreTasksRunAtOnceThanTheLimit() throws InterruptedException {
        CountDownLatch full = new CountDownLatch(Lane.MOST);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(3 * Lane.MOST);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Lane real = new Lane(threads);
            for (int i = 0; i < 3 * Lane.MOST; i++) {
                real.execute(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    full.countDown();
                    await(open);
                    now.decrementAndGet();
                    ended.countDown();
                });
            }
            assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
            open.countDown();
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            open.countDown();
            threads.shutdownNow();
        }
        assertThat(most).hasValue(Lane.MOST);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
