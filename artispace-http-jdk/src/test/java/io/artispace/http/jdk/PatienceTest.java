package io.artispace.http.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.exchange.Body;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that neither sends nor receives occupies a thread for a limited time only. */
@Timeout(60)
class PatienceTest {
    private static final byte[] LARGE = new byte[64 * 1024 * 1024];

    private final CountDownLatch reading = new CountDownLatch(1);
    private final ManualAlarm alarm = new ManualAlarm();
    private final Patience patience = new Patience(Duration.ofMinutes(1), alarm);

    private Served served() throws IOException {
        Function<Request, Response> handler = request -> switch (request.rawPath()) {
            case "/large" -> Response.status(200).body(Body.bytes(LARGE)).build();
            case "/read" -> {
                reading.countDown();
                yield Served.text(200, "read " + read(request));
            }
            default -> Served.text(200, "ok");
        };
        return Served.patiently(handler, alarm);
    }

    private static int read(Request request) {
        try {
            return request.body().readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(
            strings = {
                "G",
                "GET / HTTP/1.1\r\nHost: a\r\n",
                "PUT /read HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf"
            })
    void clientThatStopsSendingIsCutOffAndItsThreadIsFree(String sent) throws Exception {
        try (Served served = served();
                RawClient next = new RawClient(served.front.address())) {
            served.client.sendBytes(sent.getBytes(ISO_8859_1));

            tickUntilNobodyIsThere();

            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(next.get("/").text()).isEqualTo("ok");
        }
    }

    @Test
    void clientThatStopsReceivingIsCutOffAndItsThreadIsFree() throws Exception {
        try (Served served = served();
                RawClient next = new RawClient(served.front.address())) {
            served.client.send("GET /large HTTP/1.1", "Host: a");

            tickUntilNobodyIsThere();

            assertThat(next.get("/").text()).isEqualTo("ok");
        }
    }

    @Test
    void clientSilentBetweenRequestsKeepsItsConnection() throws Exception {
        try (Served served = served();
                RawClient silent = new RawClient(served.front.address())) {
            assertThat(served.client.get("/").text()).isEqualTo("ok");
            silent.send("PUT /read HTTP/1.1", "Host: a", "Content-Length: 9");
            reading.await();

            tickUntilNobodyIsThere();

            assertThat(silent.isClosedByServer()).isTrue();

            assertThat(served.client.get("/").text()).isEqualTo("ok");
        }
    }

    @Test
    void waitThatIsBegunAnewIsNotTooLong() {
        patience.watch(() -> {
                    ClientWait wait = patience.current();
                    for (int i = 0; i < 10; i++) {
                        tick(Patience.TICKS);
                        assertThat(wait.endedInTime()).isTrue();
                        wait.begin();
                    }
                })
                .run();
    }

    @Test
    void waitThatIsTooLongIsInterruptedAndNothingAfterIt() {
        patience.watch(() -> {
                    ClientWait wait = patience.current();
                    tick(Patience.TICKS + 1);
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();

                    assertThatThrownBy(wait::end).isInstanceOf(IOException.class);

                    tick(10 * Patience.TICKS);
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                })
                .run();
    }

    @Test
    void largePieceHasItsTime() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        var out = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
                tick(3 * Patience.TICKS);
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        };
        patience.watch(() -> {
                    try {
                        patience.current().watch(out).write(new byte[3 * BufferPool.SIZE]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .run();

        assertThat(interrupted.get()).isFalse();
    }

    @Test
    void noThreadWatchesWhenNoneWaits() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        patience.watch(done::countDown).run();
        alarm.next().goOff();
        assertThat(alarm.isUnused()).isTrue();

        patience.watch(done::countDown).run();

        assertThat(alarm.isUnused()).isFalse();
        assertThat(done.getCount()).isZero();
    }

    /** Each tick sets the next one if somebody is still there. */
    private void tickUntilNobodyIsThere() throws InterruptedException {
        do {
            alarm.next().goOff();
        } while (!alarm.isUnused());
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            try {
                alarm.next().goOff();
            } catch (InterruptedException e) {
                // The alarm that was to be set is set.
                Thread.currentThread().interrupt();
            }
        }
    }
}
