package io.artispace.http.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request ends is read in one way only, or a proxy before the front would see other requests than the front. */
@Timeout(60)
class FramingTest {
    private static final String PUT = "PUT /a HTTP/1.1\r\nHost: a\r\n";
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private Response answer(Request request) {
        seen.add(request.method() + " " + request.rawPath());
        try {
            return Served.text(200, new String(request.body().readAllBytes(), ISO_8859_1));
        } catch (IOException malformed) {
            return Served.text(400, "malformed");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0, 0\r\n\r\n",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: 0x5\r\n\r\nhello",
                "Content-Length:\r\n\r\n",
                "Content-Length : 5\r\n\r\nhello",
                "X: a\r\n Content-Length: 5\r\n\r\nhello",
                "X: a\nContent-Length: 5\r\n\r\nhello",
                "X: a\rContent-Length: 5\r\n\r\nhello",
                "X: a\u0000\r\n\r\n",
                "X\r\n\r\n",
                ": a\r\n\r\n",
                "Host: b\r\n\r\n"
            })
    void headThatCouldBeReadInTwoWaysIsRefused(String rest) throws Exception {
        refuses(400, PUT + rest);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "400, 'GET  / HTTP/1.1'",
        "400, ' GET / HTTP/1.1'",
        "400, 'GET / HTTP/1.1 '",
        "400, 'GET /'",
        "400, 'GET / HTP/1.1'",
        "400, 'G(T / HTTP/1.1'",
        "505, 'GET / HTTP/2.0'",
        "505, 'GET / HTTP/1.10'"
    })
    void firstLineIsAMethodATargetAndAVersion(int status, String line) throws Exception {
        refuses(status, line + "\r\nHost: a\r\n\r\n");
    }

    @Test
    void hostIsDemandedOfWhoSpeaksHttp11() throws Exception {
        refuses(400, "GET / HTTP/1.1\r\n\r\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip, chunked", "chunked, chunked", "identity", "xchunked"})
    void otherEncodingsAreNotKnown(String encoding) throws Exception {
        refuses(501, PUT + "Transfer-Encoding: " + encoding + "\r\n\r\n0\r\n\r\n");
    }

    @Test
    void chunksBelongToHttp11() throws Exception {
        refuses(400, "PUT /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @Test
    void headHasABound() throws Exception {
        refuses(431, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(64 * 1024 - 28));
        refuses(431, "GET / HTTP/1.1\r\nHost: a\r\n" + headers(200) + "\r\n");
        refuses(431, "GET / HTTP/1.1\r\nHost: a\r\n" + "Y: a\r\n".repeat(200) + "\r\n");
    }

    private static String headers(int count) {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            headers.append("Y").append(i).append(": a\r\n");
        }
        return headers.toString();
    }

    private void refuses(int status, String request) throws IOException {
        try (Served served = Served.by(this::answer)) {
            served.client.sendBytes(request.getBytes(ISO_8859_1));
            RawClient.Answer answer = served.client.read();

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.values("Connection")).containsExactly("close");
            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(seen).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "5;a\nb\r\nhello\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "\r\nhello\r\n0\r\n\r\n",
                "0000000000000005\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\n\n"
            })
    void chunksThatCouldBeReadInTwoWaysEndTheConnection(String body) throws Exception {
        try (Served served = Served.by(this::answer)) {
            served.client.sendBytes((PUT + "Transfer-Encoding: chunked\r\n\r\n" + body + HIDDEN).getBytes(ISO_8859_1));

            assertThat(served.client.read().text()).isEqualTo("malformed");
            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(seen).containsExactly("PUT /a");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "005;a=b\r\nhello\r\n00 ;c\r\n\r\n",
                "1\r\nh\r\n4\r\nello\r\n0\r\n\r\n"
            })
    void chunksAreReadToTheirEnd(String body) throws Exception {
        try (Served served = Served.by(this::answer)) {
            served.client.sendBytes((PUT + "Transfer-Encoding: chunked\r\n\r\n" + body + HIDDEN).getBytes(ISO_8859_1));

            assertThat(served.client.read().text()).isEqualTo("hello");
            assertThat(served.client.read().status()).isEqualTo(200);
            assertThat(seen).containsExactly("PUT /a", "GET /hidden");
        }
    }

    @Test
    void requestsComeInAnyPieces() throws Exception {
        String two = PUT + "X: " + "a".repeat(10_000) + "\r\nContent-Length: 5\r\n\r\nhello\r\n" + HIDDEN;
        try (Served served = Served.by(this::answer)) {
            for (int size : new int[] {1, 7, 4096, 20_000}) {
                byte[] bytes = two.getBytes(ISO_8859_1);
                for (int from = 0; from < bytes.length; from += size) {
                    served.client.sendBytes(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
                }
                assertThat(served.client.read().text()).isEqualTo("hello");
                assertThat(served.client.read().status()).isEqualTo(200);
            }
        }
    }
}
