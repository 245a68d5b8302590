package io.artispace.http.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is taken for a request that others take for a part of the one before, and no half of a request for a whole one. */
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

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"400, 'Content-Length: +5'", "400, 'Content-Length: 5\r\nHost: b'", "411, 'X: a'"})
    void requestThatIsNotClearIsRefused(int status, String header) throws Exception {
        try (Served served = Served.by(this::answer)) {
            served.client.sendBytes((PUT + header + "\r\n\r\nhello" + HIDDEN).getBytes(ISO_8859_1));
            RawClient.Answer answer = served.client.read();

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.values("Connection")).containsExactly("close");
            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(seen).isEmpty();
        }
    }

    /** Others take the first for more than four gigabytes, and end the extension of the second elsewhere. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"100000005\r\nhello", "5;a\nb\r\nhello", "5\r\nhello"})
    void nothingBehindChunksIsTakenForARequest(String chunk) throws Exception {
        try (Served served = Served.by(this::answer)) {
            served.client.sendBytes((PUT + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "\r\n0\r\n\r\n" + HIDDEN)
                    .getBytes(ISO_8859_1));
            RawClient.Answer answer = served.client.read();

            assertThat(answer.text()).isEqualTo("hello");
            assertThat(answer.values("Connection")).containsExactly("close");
            assertThat(served.client.isClosedByServer()).isTrue();
            assertThat(seen).containsExactly("PUT /a");
        }
    }

    @Test
    void uploadWhoseHeadIsCutOffIsNoEmptyFile() throws Exception {
        try (Served served = Served.by(this::answer)) {
            served.client
                    .sendBytes((PUT + "Authorization: Basic dTpw").getBytes(ISO_8859_1))
                    .endOutput();

            assertThat(served.client.read().status()).isEqualTo(411);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void emptyFileSaysSo() throws Exception {
        try (Served served = Served.by(this::answer)) {
            served.client.sendBytes((PUT + "Content-Length: 0\r\n\r\n" + HIDDEN).getBytes(ISO_8859_1));

            assertThat(served.client.read().status()).isEqualTo(200);
            assertThat(served.client.read().status()).isEqualTo(200);
            assertThat(seen).containsExactly("PUT /a", "GET /hidden");
        }
    }
}
