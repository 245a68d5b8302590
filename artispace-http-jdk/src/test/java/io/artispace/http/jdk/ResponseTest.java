package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Body;
import io.artispace.exchange.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the registry's responses are sent to a client. */
class ResponseTest {
    private static final int LARGE = 3_000_001;

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 1000, 8192, 65_536, 65_537, LARGE})
    void bodyInMemoryIsSentWithItsLength(int size) throws Exception {
        byte[] bytes = random(size);
        try (Served served = Served.by(
                request -> Response.status(200).body(Body.bytes(bytes)).build())) {
            for (int i = 0; i < 2; i++) {
                RawClient.Answer answer = served.client.get("/");

                assertThat(answer.values("Content-Length")).containsExactly(String.valueOf(size));
                assertThat(answer.body()).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 1000, 8192, 65_536, 65_537, LARGE})
    void streamedBodyIsSentWithItsLength(int size) throws Exception {
        byte[] bytes = random(size);
        try (Served served = Served.by(request -> Response.status(200)
                .body(new StreamBody(size, new ByteArrayInputStream(bytes)))
                .build())) {
            RawClient.Answer answer = served.client.get("/");

            assertThat(answer.values("Content-Length")).containsExactly(String.valueOf(size));
            assertThat(answer.values("Transfer-Encoding")).isEmpty();
            assertThat(answer.body()).isEqualTo(bytes);
        }
    }

    @Test
    @Timeout(60)
    void piecesOfAnArrivingBodyAreSentBeforeTheRestHasCome() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        InputStream rest = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("read bytewise");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    came.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                bytes[offset] = 'b';
                return 1;
            }
        };
        Body body = new ArrivingBody(3, new SequenceInputStream(new ByteArrayInputStream(new byte[] {'a'}), rest));
        try (Served served =
                Served.by(request -> Response.status(200).body(body).build())) {
            served.client.send("GET / HTTP/1.1", "Host: a");

            assertThat(served.client.readHead().values("Content-Length")).containsExactly("3");
            assertThat(served.client.readBody(1)).isEqualTo("a");
            came.countDown();
            assertThat(served.client.readBody(2)).isEqualTo("bb");
        }
    }

    @Test
    void bodyThatStopsArrivingBreaksTheConnection() throws Exception {
        try (Served served = Served.by(request -> Response.status(200)
                .body(new ArrivingBody(500_000, new ByteArrayInputStream(new byte[400_000])))
                .build())) {
            assertThat(served.client.get("/").body().length).isLessThan(500_000);
            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void statusAndHeadersAreSentInOrderAndAsOftenAsGiven() throws Exception {
        Response response = new Response(
                206,
                List.of(
                        new Response.Header("Content-Range", "bytes 0-3/10"),
                        new Response.Header("WWW-Authenticate", "Basic realm=\"a\""),
                        new Response.Header("WWW-Authenticate", "Bearer")),
                Body.text("part"),
                true);
        try (Served served = Served.by(request -> response)) {
            RawClient.Answer answer = served.client.get("/", "Range: bytes=0-3");

            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.values("content-range")).containsExactly("bytes 0-3/10");
            assertThat(answer.values("www-authenticate")).containsExactly("Basic realm=\"a\"", "Bearer");
            assertThat(answer.text()).isEqualTo("part");
        }
    }

    @Test
    void headHasTheLengthItSaysAndNoBody() throws Exception {
        try (Served served = Served.by(request -> Response.status(200)
                .header("Content-Length", "1234")
                .body(Body.text("never sent"))
                .withoutBody()
                .build())) {
            for (int i = 0; i < 3; i++) {
                RawClient.Answer answer = served.client.request("HEAD", "/");

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.values("Content-Length")).containsExactly("1234");
            }
        }
    }

    @Test
    void headHasTheLengthOfTheBodyAndNeverTheBody() throws Exception {
        try (Served served = Served.by(request -> Served.text(404, "not there"))) {
            for (int i = 0; i < 3; i++) {
                RawClient.Answer answer = served.client.request("HEAD", "/");

                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.values("Content-Length")).containsExactly("9");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {204, 304})
    void statusWithoutBodyHasNone(int status) throws Exception {
        try (Served served = Served.by(request ->
                Response.status(status).header("ETag", "\"1\"").withoutBody().build())) {
            for (int i = 0; i < 3; i++) {
                served.client.send("GET / HTTP/1.1", "Host: a");
                RawClient.Answer answer = served.client.readHead();

                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.values("ETag")).containsExactly("\"1\"");
                assertThat(answer.values("Transfer-Encoding")).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "fails after {0} of {1} bytes")
    @CsvSource({"200000, 1000000", "65536, 65537"})
    void bodyThatFailsHalfWayBreaksTheConnection(int works, int length) throws Exception {
        try (Served served = Served.by(request -> Response.status(200)
                .body(new StreamBody(length, breakingAfter(works)))
                .build())) {
            RawClient.Answer answer = served.client.get("/");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.values("Content-Length")).containsExactly(String.valueOf(length));
            assertThat(answer.body().length).isLessThan(length);
            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void bodyThatEndsEarlyBreaksTheConnection() throws Exception {
        try (Served served = Served.by(request -> Response.status(200)
                .body(new StreamBody(500_000, new ByteArrayInputStream(new byte[400_000])))
                .build())) {
            assertThat(served.client.get("/").body().length).isLessThan(500_000);
            assertThat(served.client.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest(name = "after {0} bytes")
    @ValueSource(ints = {0, 5000})
    void bodyThatFailsAtItsBeginningIsAnError(int works) throws Exception {
        try (Served served = Served.by(request -> Response.status(200)
                .header("ETag", "\"1\"")
                .body(new StreamBody(1_000_000, breakingAfter(works)))
                .build())) {
            for (int i = 0; i < 2; i++) {
                RawClient.Answer answer = served.client.get("/");

                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.values("ETag")).isEmpty();
                assertThat(answer.text()).doesNotContain("secret");
            }
        }
    }

    @Test
    void whateverTheHandlerThrowsIsAnErrorWithoutDetails() throws Exception {
        try (Served served = Served.by(request -> {
            if (request.rawPath().equals("/error")) {
                throw new StackOverflowError("secret");
            }
            throw new IllegalStateException("secret");
        })) {
            for (String path : new String[] {"/error", "/exception", "/error"}) {
                RawClient.Answer answer = served.client.get(path);

                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.text()).doesNotContain("secret").contains("log of its host");
            }
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static InputStream breakingAfter(int works) {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[works]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("secret: disk failed");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("secret: disk failed");
            }
        });
    }

    /** A body that may still be on its way. */
    private record ArrivingBody(long length, InputStream in) implements Body {
        @Override
        public boolean isArriving() {
            return true;
        }

        @Override
        public InputStream open() {
            return in;
        }

        @Override
        public Body slice(long offset, long size) {
            throw new UnsupportedOperationException();
        }
    }

    /** A body that can be opened once. */
    private record StreamBody(long length, InputStream in) implements Body {
        @Override
        public InputStream open() {
            return in;
        }

        @Override
        public Body slice(long offset, long size) {
            throw new UnsupportedOperationException();
        }
    }
}
