package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are refused: a client that sends one occupies a thread for a limited time only. */
@Timeout(60)
class DiscardTest {
    private static final int PIECE = 64 * 1024;
    private static final Duration TIME = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final ManualAlarm alarm = new ManualAlarm();

    private Served served(Function<Request, Response> handler) throws Exception {
        return Served.by(
                handler, options -> options.threads(1).discardTime(TIME).discardPatience(PATIENCE), alarm);
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(ints = {401, 413})
    void clientThatSendsADrippingBodyIsCutOffAndItsThreadIsFree(int status) throws Exception {
        Function<Request, Response> refusing =
                request -> Served.text(status, Thread.currentThread().isInterrupted() ? "interrupted" : "refused");
        try (Served served = served(refusing);
                RawClient next = new RawClient(served.front.address())) {
            put(served.client, 1000);
            assertThat(served.client.read().text()).isEqualTo("refused");
            for (int i = 0; i < 10; i++) {
                served.client.sendBytes(new byte[1]);
            }
            assertThat(alarm.next().time()).isEqualTo(TIME);
            ManualAlarm.Set step = alarm.next();
            assertThat(step.time()).isEqualTo(PATIENCE);

            step.goOff();

            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(next.get("/").text()).isEqualTo("refused");
        }
    }

    @Test
    void clientThatSendsADrippingBodyIsCutOffByTheClock() throws Exception {
        try (Served served = Served.by(
                        request -> Served.text(413, "too large"),
                        options -> options.threads(1).discardPatience(Duration.ofMillis(50)));
                RawClient next = new RawClient(served.front.address())) {
            put(served.client, 1_000_000);
            assertThat(served.client.read().text()).isEqualTo("too large");

            served.client.dripUntilClosedByServer();

            assertThat(next.get("/").text()).isEqualTo("too large");
        }
    }

    @Test
    void clientAskedForCredentialsIsCutOffAfterDiscardTime() throws Exception {
        try (Served served = served(request -> Served.text(401, "who are you?"))) {
            put(served.client, 100 * PIECE);
            assertThat(served.client.read().text()).isEqualTo("who are you?");
            ManualAlarm.Set whole = alarm.next();
            served.client.sendBytes(new byte[2 * PIECE]);
            for (int i = 0; i < 3; i++) {
                assertThat(alarm.next().time()).isEqualTo(PATIENCE);
            }

            whole.goOff();

            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void clientThatKeepsSendingIsWaitedFor() throws Exception {
        try (Served served = served(request -> Served.text(401, "who are you?"))) {
            put(served.client, 2 * PIECE);
            assertThat(served.client.read().text()).isEqualTo("who are you?");
            ManualAlarm.Set whole = alarm.next();
            ManualAlarm.Set first = alarm.next();

            served.client.sendBytes(new byte[PIECE]);
            ManualAlarm.Set second = alarm.next();
            assertThat(first.isCancelled()).isTrue();
            assertThat(second.isCancelled()).isFalse();
            served.client.sendBytes(new byte[PIECE]);

            assertThat(served.client.get("/").text()).isEqualTo("who are you?");
            assertThat(second.isCancelled()).isTrue();
            assertThat(whole.isCancelled()).isTrue();
        }
    }

    @Test
    void answerWithoutABodyWaitsForTheRestOfTheRequestAsLong() throws Exception {
        try (Served served = served(request -> Response.status(204).build())) {
            put(served.client, 1000);
            alarm.next();
            ManualAlarm.Set step = alarm.next();
            served.client.sendBytes(new byte[999]);

            step.goOff();

            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0\r\nX", "0\r\nX: trailer\r\n\r\n", "5\r\nhello", "1\r\nhello", "x\r\n"})
    void nothingBehindABodyThatCannotBeReadIsTakenForARequest(String body) throws Exception {
        List<String> targets = new CopyOnWriteArrayList<>();
        Function<Request, Response> reading = request -> {
            targets.add(request.method() + " " + request.rawPath());
            return Served.text(readable(request) ? 200 : 400, "read");
        };
        try (Served served = Served.by(reading)) {
            served.client.sendBytes(("PUT /a HTTP/1.1\r\nHost: client.example\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + body
                            + "GET /hidden HTTP/1.1\r\nHost: client.example\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));

            assertThat(served.client.read().status()).isEqualTo(400);
            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(targets).containsExactly("PUT /a");
        }
    }

    private static boolean readable(Request request) {
        boolean readable = isRead(request);
        isRead(request); // as a decoder may that is asked again
        return readable;
    }

    private static boolean isRead(Request request) {
        try {
            request.body().readAllBytes();
            return true;
        } catch (IOException malformed) {
            return false;
        }
    }

    @Test
    void requestWithoutABodyNeedsNoAlarm() throws Exception {
        try (Served served = served(request -> Served.text(200, "ok"))) {
            for (int i = 0; i < 2; i++) {
                assertThat(served.client.get("/").text()).isEqualTo("ok");
            }

            assertThat(alarm.isUnused()).isTrue();
        }
    }

    @Test
    void requestWhoseBodyWasReadToItsEndNeedsNoAlarm() throws Exception {
        Function<Request, Response> reading = request -> Served.text(200, "read " + read(request));
        try (Served served = served(reading)) {
            for (int i = 0; i < 2; i++) {
                put(served.client, 1000);
                served.client.sendBytes(new byte[1000]);
                assertThat(served.client.read().text()).isEqualTo("read 1000");
            }

            assertThat(alarm.isUnused()).isTrue();
        }
    }

    private static int read(Request request) {
        try {
            return request.body().readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(RawClient client, int length) throws Exception {
        client.send("PUT / HTTP/1.1", "Host: a", "Content-Length: " + length);
    }
}
