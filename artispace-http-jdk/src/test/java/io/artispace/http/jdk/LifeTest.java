package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening, closing, threads. */
@Timeout(60)
class LifeTest {
    private static final Function<Request, Response> OK = Served.echo(request -> "ok");

    @Test
    void closingTwiceStopsListeningAndLeavesNoThread() throws Exception {
        Set<Thread> before = threads();
        JdkHttpFront front = JdkHttpFront.start(OK, JdkHttpOptions.defaults());
        try (RawClient client = new RawClient(front.address())) {
            assertThat(client.get("/").text()).isEqualTo("ok");

            front.close();
            front.close();

            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThatThrownBy(() -> new RawClient(front.address())).isInstanceOf(IOException.class);
        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void requestInProgressIsAnsweredBeforeTheEndAndANewOneIsRefused() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Function<Request, Response> firstWaits = request -> {
            if (first.getAndSet(false)) {
                reached.countDown();
                awaitQuietly(proceed);
            }
            return Served.text(200, "answered");
        };
        try (Served served = Served.by(firstWaits, options -> options.closeTimeout(Duration.ofSeconds(50)));
                RawClient late = new RawClient(served.front.address())) {
            served.client.send("GET / HTTP/1.1", "Host: a");
            reached.await();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(served.front::close);
            RawClient.Answer refused = late.get("/");
            while (refused.status() != 503) {
                refused = late.get("/");
            }
            proceed.countDown();

            assertThat(served.client.read().text()).isEqualTo("answered");
            closing.get();
        }
    }

    @Test
    void requestThatDoesNotEndHoldsClosingUpForTheGivenTimeOnly() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Function<Request, Response> endless = request -> {
            reached.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Served.text(200, "too late");
        };
        try (Served served = Served.by(endless, options -> options.closeTimeout(Duration.ofMillis(20)))) {
            served.client.send("GET / HTTP/1.1", "Host: a");
            reached.await();

            served.front.close();

            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void brokenConnectionsDoNotHoldClosingUp() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (Served served = Served.by(
                request -> {
                    reached.countDown();
                    return Served.text(200, "ok");
                },
                options -> options.closeTimeout(Duration.ofMinutes(10)))) {
            served.client.send("PUT / HTTP/1.1", "Host: a", "Content-Length: 1000");
            reached.await();
            served.client.close();
        }
    }

    @Test
    void moreClientsThanThreadsAreAllAnswered() throws Exception {
        try (Served served = Served.by(OK, options -> options.threads(2))) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + served.front.address().getPort() + "/"))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void ownThreadsAreDaemonsNamedAfterThePort() throws Exception {
        try (Served served = Served.by(Served.echo(request ->
                Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon()))) {
            assertThat(served.client.get("/").text())
                    .matches("artispace-http-" + served.front.address().getPort() + "-1 true");
        }
    }

    /** A client that finds no place in the queue tries again only after a second. */
    @Test
    void aHundredClientsMayWaitToBeAccepted() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        List<Socket> waiting = new ArrayList<>();
        Function<Request, Response> waits = request -> {
            reached.countDown();
            awaitQuietly(proceed);
            return Served.text(200, "ok");
        };
        // The thread that accepts connections answers, too.
        try (Served served = Served.by(waits, options -> options.executor(Runnable::run))) {
            served.client.send("GET / HTTP/1.1", "Host: a");
            reached.await();
            try {
                for (int i = 0; i < 100; i++) {
                    Socket client = new Socket();
                    waiting.add(client);
                    client.connect(served.front.address(), 900);
                }
            } finally {
                proceed.countDown();
                for (Socket client : waiting) {
                    client.close();
                }
            }
            assertThat(served.client.read().text()).isEqualTo("ok");
        }
    }

    @Test
    void hostsExecutorIsUsedAndLeftOpen() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "host"));
        try {
            try (Served served = Served.by(
                    Served.echo(request -> Thread.currentThread().getName()), options -> options.executor(executor))) {
                assertThat(served.client.get("/").text()).isEqualTo("host");
            }
            assertThat(executor.submit(() -> "open").get()).isEqualTo("open");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void portInUseIsReported() throws Exception {
        try (Served served = Served.by(OK)) {
            int port = served.front.address().getPort();

            assertThatThrownBy(() -> Served.by(OK, options -> options.port(port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + port)
                    .hasMessageContaining("port 0 for any");
        }
    }

    @Test
    void infiniteTimesAreAccepted() throws Exception {
        Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
        try (Served served = Served.by(
                OK,
                options -> options.patience(ever)
                        .discardTime(ever)
                        .discardPatience(ever)
                        .closeTimeout(ever))) {
            for (int i = 0; i < 2; i++) {
                served.client
                        .send("PUT / HTTP/1.1", "Host: a", "Content-Length: 1")
                        .sendBytes(new byte[1]);
                assertThat(served.client.read().text()).isEqualTo("ok");
            }
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        JdkHttpOptions.Builder builder = JdkHttpOptions.builder();

        assertThatThrownBy(() -> builder.port(65536)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.threads(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.discardLimit(-1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.discardTime(Duration.ZERO)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.closeTimeout(Duration.ofMillis(-1))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.discardPatience(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.patience(Duration.ZERO)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void changedCopyOfOptionsKeepsTheRest() {
        JdkHttpOptions options = JdkHttpOptions.builder().port(1).contextPath("/a").threads(3).build().toBuilder()
                .port(2)
                .build();

        assertThat(options.port()).isEqualTo(2);
        assertThat(options.contextPath()).isEqualTo("/a");
        assertThat(options.threads()).isEqualTo(3);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toSet());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
