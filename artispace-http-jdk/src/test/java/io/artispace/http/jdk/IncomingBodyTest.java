package io.artispace.http.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a handler reads the body of a request. */
@Timeout(60)
class IncomingBodyTest {
    private static String skipped(Request request) {
        try {
            InputStream body = request.body();
            long passed = body.skip(3);
            String rest = new String(body.readAllBytes(), ISO_8859_1);
            return passed + " " + rest + " " + body.skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 5\r\n\r\nabcde", "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"})
    void bodyThatIsPassedOverInPartEndsWhereItEnds(String lengthAndBody) throws Exception {
        try (Served served = Served.by(Served.echo(IncomingBodyTest::skipped))) {
            served.client.sendBytes(("PUT / HTTP/1.1\r\nHost: a\r\n" + lengthAndBody).getBytes(ISO_8859_1));

            RawClient.Answer answer = served.client.read();
            assertThat(answer.text()).isEqualTo("3 de 0");
            if (answer.values("Connection").isEmpty()) {
                served.client.sendBytes(
                        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nnext".getBytes(ISO_8859_1));
                assertThat(served.client.read().text()).isEqualTo("3 t 0");
            }
        }
    }
}
