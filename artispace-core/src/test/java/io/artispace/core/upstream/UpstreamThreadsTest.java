package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpstreamThreadsTest {
    @Test
    void whoClosesThemWhileItIsInterruptedLeavesNoneEither() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        Thread closing = Thread.currentThread();
        UpstreamThreads threads = new UpstreamThreads();
        threads.lane().execute(() -> {
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
        threads.close();
        boolean waited = ended.get();
        closed.set(true);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waited).isTrue();
    }
}
