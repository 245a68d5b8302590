package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpstreamThreadsTest {
    @Test
    void closingWhileInterruptedStillEndsAllThreads() throws Exception {
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

    @Test
    void requestAfterTheCloseIsToldThatTheRegistryIsClosed() {
        UpstreamThreads threads = new UpstreamThreads();
        Upstream upstream = Upstream.at(URI.create("http://127.0.0.1:1/")).atAnyAddress();
        UpstreamClient client = new UpstreamClient("far", upstream, threads, InstantSource.system());

        threads.close();

        assertThatThrownBy(() -> client.get("file", Map.of(), client.once()))
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessageContaining("The registry is closed, and asks no upstream any more.");
    }

    @Test
    void answerThatBeginsAfterTheCloseIsCutOffAndFailsTheRequest() throws Exception {
        UpstreamThreads threads = new UpstreamThreads();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        try (EvilUpstream far = new EvilUpstream()) {
            far.at("file", connection -> {
                asked.countDown();
                closed.await();
                try {
                    EvilAnswer.endlessBody().give(connection);
                } finally {
                    cut.countDown();
                }
            });
            // None of the threads' own, which may be shut down with them.
            HttpClient http = HttpClient.newHttpClient();
            UpstreamClient client = new UpstreamClient(
                    "far", Upstream.at(far.url()).atAnyAddress(), () -> http, threads, InstantSource.system());
            CompletableFuture<Reply> answer =
                    CompletableFuture.supplyAsync(() -> client.get("file", Map.of(), client.once()));
            asked.await();
            threads.close();
            closed.countDown();

            assertThatThrownBy(answer::get)
                    .hasCauseInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("The registry was closed");
            cut.await();
        }
    }
}
