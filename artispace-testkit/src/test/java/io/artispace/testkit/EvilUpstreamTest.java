package io.artispace.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that the upstream misbehaves as its answers' names say; otherwise the tests that use it would prove nothing. */
@Timeout(60)
class EvilUpstreamTest {
    private static final byte[] CONTENT = "ten bytes.".getBytes(UTF_8);

    private final EvilUpstream upstream = new EvilUpstream();

    @AfterEach
    void close() {
        upstream.close();
    }

    private HttpURLConnection connection(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) upstream.url().resolve(path).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private byte[] read(String path) throws IOException {
        try (InputStream in = connection(path).getInputStream()) {
            return in.readAllBytes();
        }
    }

    @Test
    void pathsAreAnsweredAsToldAndCounted() throws IOException {
        upstream.at("a", CONTENT, "ETag: \"1\"").status("b", 503, "Retry-After: 7");

        assertThat(read("a")).isEqualTo(CONTENT);
        assertThat(connection("a").getHeaderField("ETag")).isEqualTo("\"1\"");
        assertThat(connection("b").getResponseCode()).isEqualTo(503);
        assertThat(connection("c").getResponseCode()).isEqualTo(404);
        assertThat(upstream.asked("a")).isEqualTo(2);
        assertThat(upstream.requests()).hasSize(4).first().asString().startsWith("GET /a HTTP/1.1\n");
    }

    @Test
    void answersInTurnEndWithTheLastOne() throws IOException {
        upstream.at(
                "a", EvilAnswer.inTurn(EvilAnswer.status(503), EvilAnswer.status(429), EvilAnswer.content(CONTENT)));

        assertThat(connection("a").getResponseCode()).isEqualTo(503);
        assertThat(connection("a").getResponseCode()).isEqualTo(429);
        assertThat(read("a")).isEqualTo(CONTENT);
        assertThat(read("a")).isEqualTo(CONTENT);
    }

    @Test
    void handlerAnswersPathsWithoutAnAnswerOfTheirOwn() throws IOException {
        upstream.otherwise(EvilAnswer.of(EvilUpstreamTest::echo)).status("r/a?b=c", 503);
        assertThat(connection("r/a?b=c").getResponseCode()).isEqualTo(503);
        upstream.forget("r/a?b=c");

        HttpURLConnection post = connection("r/a?b=c");
        post.setDoOutput(true);
        post.setRequestProperty("Content-Type", "text/x");
        post.getOutputStream().write(CONTENT);

        assertThat(post.getResponseCode()).isEqualTo(201);
        assertThat(post.getHeaderField("ETag")).isEqualTo("\"1\"");
        assertThat(post.getInputStream().readAllBytes())
                .asString(UTF_8)
                .isEqualTo("POST /r/a b=c text/x ten bytes. " + upstream.url());
        HttpURLConnection head = connection("r/a");
        head.setRequestMethod("HEAD");
        assertThat(head.getHeaderField("Content-Length")).isEqualTo("7");
        assertThat(connection("none").getResponseCode()).isEqualTo(204);
    }

    private static Response echo(Request request) {
        if (request.rawPath().equals("/none")) {
            return Response.status(204).withoutBody().build();
        }
        if (request.method().equals("HEAD")) {
            return Response.status(200)
                    .header("Content-Length", "7")
                    .withoutBody()
                    .build();
        }
        try {
            return Response.status(201)
                    .header("ETag", "\"1\"")
                    .text(
                            "text/plain",
                            String.join(
                                    " ",
                                    request.method(),
                                    request.rawPath(),
                                    request.rawQuery(),
                                    request.headers().first("content-type").orElseThrow(),
                                    new String(request.body().readAllBytes(), UTF_8),
                                    request.baseUrl().toString()))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pathThatNobodyCouldAskForIsRefused() {
        assertThatThrownBy(() -> upstream.at("/a", CONTENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"/a\"");
        assertThatThrownBy(() -> upstream.asked("/a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headIsAnsweredWithoutABody() throws IOException {
        upstream.at("a", CONTENT);
        HttpURLConnection head = connection("a");
        head.setRequestMethod("HEAD");

        assertThat(head.getContentLength()).isEqualTo(CONTENT.length);
        assertThat(head.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void truncatedAnswerPromisesMoreThanItKeeps() throws IOException {
        upstream.at("a", EvilAnswer.truncated(CONTENT, 3));

        HttpURLConnection connection = connection("a");
        assertThat(connection.getContentLength()).isEqualTo(CONTENT.length);
        try (InputStream in = connection.getInputStream()) {
            assertThat(in.readNBytes(3)).isEqualTo(Arrays.copyOf(CONTENT, 3));
            assertThat(hasEnded(in)).isTrue();
        }
    }

    /** Newer JDKs fail where a body is shorter than was promised, older ones do not. */
    private static boolean hasEnded(InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException tooShort) {
            return true;
        }
    }

    @Test
    void stalledAnswerSendsAPartAndNeverEnds() throws IOException {
        upstream.at("a", EvilAnswer.stalled(CONTENT, 3));
        HttpURLConnection connection = connection("a");
        connection.setReadTimeout(100);

        try (InputStream in = connection.getInputStream()) {
            assertThat(in.readNBytes(3)).containsExactly('t', 'e', 'n');
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void silenceIsNoAnswer() throws IOException {
        upstream.at("a", EvilAnswer.silence());
        HttpURLConnection connection = connection("a");
        connection.setReadTimeout(100);

        assertThatThrownBy(connection::getResponseCode).isInstanceOf(SocketTimeoutException.class);
        assertThat(upstream.asked("a")).isOne();
    }

    @Test
    void drippingAnswerIsWholeInTheEnd() throws IOException {
        upstream.at("a", EvilAnswer.dripping(CONTENT, Duration.ofMillis(1)));

        assertThat(read("a")).isEqualTo(CONTENT);
    }

    @Test
    void connectionsAreResetAndRefused() {
        upstream.at("a", EvilAnswer.reset());
        assertThatThrownBy(() -> read("a")).isInstanceOf(SocketException.class);

        upstream.refuse();

        assertThatThrownBy(() -> read("a")).isInstanceOf(ConnectException.class);
    }

    @Test
    void bombIsSmallAndUnpacksToWhatItWasMadeOf() throws IOException {
        upstream.at("a", EvilAnswer.gzipBomb(1_000_000));

        byte[] packed = read("a");

        assertThat(packed).hasSizeLessThan(10_000);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(in.readAllBytes()).hasSize(1_000_000).containsOnly(' ');
        }
    }

    @Test
    void floodGoesOnForAsLongAsItIsRead() throws IOException {
        upstream.at("a", EvilAnswer.endlessBody());

        try (InputStream in = connection("a").getInputStream()) {
            assertThat(in.skip(10_000_000)).isEqualTo(10_000_000);
        }
    }
}
