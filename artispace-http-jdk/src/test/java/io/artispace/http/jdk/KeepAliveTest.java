package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection goes on after every answer, whatever the registry read of the request, unless its body came in chunks. */
class KeepAliveTest {
    private static final int MIB = 1024 * 1024;

    @ParameterizedTest(name = "{0} to a PUT of {1} bytes that nobody reads")
    @CsvSource({"404, 10", "401, 100000", "401, 5000000", "204, 100000", "200, 100000", "413, 5000000"})
    void bodyThatNobodyReadIsDiscarded(int status, int size) throws Exception {
        Response response =
                status == 204 || status == 200 ? Response.status(status).build() : Served.text(status, "refused");
        try (Served served = Served.by(request -> response)) {
            for (int i = 0; i < 2; i++) {
                put(served.client, size);
                assertThat(served.client.read().status()).isEqualTo(status);
            }
        }
    }

    @Test
    void answerToABodyBeyondTheLimitIsTheLast() throws Exception {
        try (Served served =
                Served.by(request -> Served.text(413, "too large"), options -> options.discardLimit(100_000))) {
            served.client.send("PUT / HTTP/1.1", "Host: a", "Content-Length: " + MIB);
            assertThat(served.client.read().text()).isEqualTo("too large");

            served.client.sendBytes(new byte[2 * 64 * 1024]);

            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void clientAskedForCredentialsMaySendALargeBodyToItsEnd() throws Exception {
        try (Served served =
                Served.by(request -> Served.text(401, "who are you?"), options -> options.discardLimit(100_000))) {
            for (int i = 0; i < 2; i++) {
                put(served.client, 3 * MIB);
                assertThat(served.client.read().text()).isEqualTo("who are you?");
            }
        }
    }

    @Test
    void answerComesBeforeTheRestOfTheBody() throws Exception {
        try (Served served = Served.by(request -> Served.text(401, "who are you?"))) {
            served.client.send("PUT / HTTP/1.1", "Host: a", "Content-Length: 10");
            assertThat(served.client.read().text()).isEqualTo("who are you?");

            served.client.sendBytes(new byte[10]);
            assertThat(served.client.get("/").status()).isEqualTo(401);
        }
    }

    @Test
    void bodyIsReadWhetherCountedOrInChunks() throws Exception {
        try (Served served = Served.by(Served.echo(KeepAliveTest::checksum))) {
            byte[] body = "some body".getBytes(StandardCharsets.UTF_8);

            served.client
                    .send("PUT / HTTP/1.1", "Host: a", "Content-Length: " + body.length)
                    .sendBytes(body);
            String counted = served.client.read().text();
            assertThat(served.client.get("/").text()).isEqualTo(checksum(new byte[0]));
            served.client.send("PUT / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
            served.client.send("4", "some", "5", " body", "0");

            assertThat(served.client.read().text()).isEqualTo(counted).isEqualTo(checksum(body));
        }
    }

    @Test
    void handlerThatClosesTheBodyDoesNoHarm() throws Exception {
        Function<Request, Response> closing = request -> {
            try {
                request.body().close();
                return Served.text(400, "enough");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try (Served served = Served.by(closing)) {
            for (int i = 0; i < 2; i++) {
                put(served.client, MIB);
                assertThat(served.client.read().text()).isEqualTo("enough");
            }
        }
    }

    @Test
    void clientThatExpectsToBeToldToContinueIsTold() throws Exception {
        try (Served served = Served.by(Served.echo(KeepAliveTest::checksum))) {
            byte[] body = {1, 2, 3};
            served.client.send("PUT / HTTP/1.1", "Host: a", "Content-Length: 3", "Expect: 100-continue");
            assertThat(served.client.readHead().status()).isEqualTo(100);

            assertThat(served.client.sendBytes(body).read().text()).isEqualTo(checksum(body));
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws Exception {
        try (Served served = Served.by(Served.echo(Request::rawPath))) {
            served.client.sendBytes("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(served.client.read().text()).isEqualTo("/1");
            assertThat(served.client.read().text()).isEqualTo("/2");
        }
    }

    @Test
    void clientThatAsksForTheEndGetsIt() throws Exception {
        try (Served served = Served.by(Served.echo(Request::rawPath))) {
            assertThat(served.client.get("/1", "Connection: close").text()).isEqualTo("/1");
            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    private static void put(RawClient client, int size) throws IOException {
        client.send("PUT / HTTP/1.1", "Host: a", "Content-Length: " + size);
        client.sendBytes(new byte[size]);
    }

    private static String checksum(Request request) {
        try {
            return checksum(request.body().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return bytes.length + " " + crc.getValue();
    }
}
