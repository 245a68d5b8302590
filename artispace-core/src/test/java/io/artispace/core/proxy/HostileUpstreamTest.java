package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Limits;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.testkit.EvilAnswer;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Redirects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever an upstream does, a caller is told in time that it failed, nothing of it is kept, and the proxy is well again as soon as the
 * upstream is.
 */
@Timeout(60)
class HostileUpstreamTest {
    private static final String PATH = ProxyFixture.FILE.value();
    private static final byte[] CONTENT = ProxyFixture.content(600_000);
    private static final UnaryOperator<Upstream> IMPATIENT =
            upstream -> upstream.waiting(Duration.ofSeconds(2), Duration.ofSeconds(1));

    private static Named<EvilAnswer> evil(String name, EvilAnswer answer) {
        return Named.of(name, answer);
    }

    /** What spoils documents and files alike. */
    static Stream<Named<EvilAnswer>> answers() {
        return Stream.of(
                evil("silence", EvilAnswer.silence()),
                evil("a reset", EvilAnswer.reset()),
                evil("a reset in the middle", EvilAnswer.resetAfter(CONTENT, 300_000)),
                evil("a truncated body", EvilAnswer.truncated(CONTENT, 300_000)),
                evil("a body that stalls", EvilAnswer.stalled(CONTENT, 300_000)),
                evil("a body that stalls before its first byte", EvilAnswer.stalled(CONTENT, 0)),
                evil("a body that drips", EvilAnswer.dripping(CONTENT, Duration.ofMillis(20))),
                evil("a length that is too large", EvilAnswer.claiming(CONTENT.length + 1L, CONTENT)),
                evil("something that is not HTTP", EvilAnswer.noHttp()),
                evil("headers without an end", EvilAnswer.endlessHead()),
                evil("a redirect in a circle", EvilAnswer.redirect("/" + PATH)),
                evil("a redirect to nowhere", EvilAnswer.status(302)),
                evil("a redirect to a file", EvilAnswer.redirect("file:///etc/passwd")),
                evil("a redirect to a file of a host", EvilAnswer.redirect("file://localhost/etc/passwd")),
                evil("a redirect to no URL", EvilAnswer.redirect("http://[")),
                evil("a redirect to a name", EvilAnswer.redirect("mailto:someone@example.com")),
                evil("a redirect to a port that is none", EvilAnswer.redirect("http://127.0.0.1:99999/")),
                evil("304 where nothing was said to be there already", EvilAnswer.status(304)),
                evil("401", EvilAnswer.status(401)),
                evil("429", EvilAnswer.status(429)),
                evil("500", EvilAnswer.status(500)),
                evil("503 with a wish", EvilAnswer.status(503, "Retry-After: 0")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aFileOfAHostileUpstreamIsAFailureAndLeavesNothingBehind(EvilAnswer answer) {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> IMPATIENT.apply(upstream).redirecting(Redirects.ANYWHERE))) {
            far.serving(CONTENT);
            far.upstream.at(PATH, answer);

            assertThatThrownBy(far::read).isInstanceOfAny(UpstreamFailedException.class, UncheckedIOException.class);
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();

            far.serving(CONTENT);
            far.proxy.resetUpstream();
            assertThat(far.read()).isEqualTo(CONTENT);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aDocumentOfAHostileUpstreamIsAFailure(EvilAnswer answer) {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> IMPATIENT.apply(upstream).redirecting(Redirects.ANYWHERE))) {
            far.upstream.at("app", answer).at(PATH, answer);

            assertThatThrownBy(() -> far.proxy.view(Fixture.APP, ViewScope.versions()))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageNotContaining(far.upstream.url().getAuthority());

            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            far.proxy.resetUpstream();
            assertThat(far.proxy.view(Fixture.APP, ViewScope.versions())).isPresent();
        }
    }

    @Test
    void anUpstreamThatRefusesConnectionsIsAFailure() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.refuse();

            assertThatThrownBy(far::read).isInstanceOf(UpstreamFailedException.class);
            assertThatThrownBy(() -> far.proxy.view(Fixture.APP, ViewScope.versions()))
                    .isInstanceOf(UpstreamFailedException.class);
        }
    }

    @Test
    void anUpstreamThatTakesNoConnectionIsGivenUpInTime() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Fixture fixture = new Fixture(Registry.builder().format(new RemoteFormat()))) {
            fill(full, waiting);
            Upstream upstream = Upstream.at(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"))
                    .atAnyAddress()
                    .retrying(0)
                    .waiting(Duration.ofMillis(300), Duration.ofMinutes(5));
            fixture.registry().create(Proxy.named("far").format("remote").of(upstream));

            assertThatThrownBy(() -> fixture.registry().proxy("far").file(ProxyFixture.FILE))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasStackTraceContaining(HttpConnectTimeoutException.class.getName());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Connects until nobody is let in any more: what is never accepted takes all the places there are. */
    private static void fill(ServerSocket server, List<Socket> sockets) throws IOException {
        while (sockets.size() < 1_000) {
            Socket socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("A backlog of one let a thousand in");
    }

    @Test
    void aProxyOfAPrivateAddressAsksNothingUnlessItsDefinitionSaysSo() {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> Upstream.at(upstream.url()).retrying(0))) {
            far.serving(CONTENT);

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("loopback, private or otherwise special address")
                    .hasMessageContaining("until the upstream's answer or the proxy's definition is another")
                    .hasMessageNotContaining("Try again");
            assertThatThrownBy(() -> far.proxy.view(Fixture.APP, ViewScope.versions()))
                    .isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.requests()).isEmpty();
        }
    }

    /** A proxy that takes files of a megabyte, and documents of five. */
    private static ProxyFixture small() {
        Limits limits = Limits.defaults().withMaxFileSize(1_000_000);
        return new ProxyFixture(
                Registry.builder().limits(limits),
                upstream -> IMPATIENT.apply(upstream).sending(5_000_000, Long.MAX_VALUE));
    }

    @Test
    void aFileWithoutAnEndEndsAtTheLimit() {
        try (ProxyFixture far = small()) {
            far.upstream.at(PATH, EvilAnswer.endlessBody());

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("larger than 1000000 bytes");
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
        }
    }

    @Test
    void aFileThatSaysThatItIsTooLargeIsNotReceived() {
        try (ProxyFixture far = small()) {
            far.upstream.at(PATH, EvilAnswer.endlessBody("Content-Length: " + (1L << 40)));

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("larger than 1000000 bytes");
        }
    }

    @Test
    void aFileInACodingThatWasNotAskedForIsRefused() {
        try (ProxyFixture far = small()) {
            far.upstream.at(PATH, EvilAnswer.gzipBomb(100_000_000));

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("content coding");
        }
    }

    static Stream<Named<EvilAnswer>> floods() {
        return Stream.of(
                evil("a body without an end", EvilAnswer.endlessBody()),
                evil("a bomb of gzip", EvilAnswer.gzipBomb(6_000_000)),
                evil(
                        "thousands of members of gzip without content",
                        EvilAnswer.content(emptyMembers(20_000), "Content-Encoding: gzip")));
    }

    private static byte[] emptyMembers(int count) {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            try {
                new GZIPOutputStream(members).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return members.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("floods")
    void aDocumentThatIsLargerThanAnyEndsAtTheLimit(EvilAnswer flood) {
        try (ProxyFixture far = small()) {
            far.upstream.at("app", flood);

            assertThatThrownBy(() -> far.proxy.view(Fixture.APP, ViewScope.versions()))
                    .isInstanceOf(UpstreamFailedException.class);
        }
    }

    @Test
    void aFileWithoutALengthIsTakenIfItsDigestAgrees() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(CONTENT);
            far.upstream.at(PATH, connection -> {
                connection.sendHead(200);
                connection.send(CONTENT);
            });

            assertThat(far.read()).isEqualTo(CONTENT);
        }
    }

    @Test
    void anUpstreamThatDripsSlowlyEnoughToBeOfUseIsWaitedFor() {
        byte[] content = ProxyFixture.content(3_000);
        try (ProxyFixture far = new ProxyFixture(IMPATIENT)) {
            far.serving(content);
            far.upstream.at(PATH, EvilAnswer.dripping(content, Duration.ofNanos(50_000)));

            assertThat(far.read()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nContent-Length: 5",
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Content-Length: -5",
                "Content-Length: three",
                "Content-Length: 99999999999999999999"
            })
    void anAnswerThatContradictsItselfAboutItsLengthIsNeitherServedNorKept(String headers) {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(
                    ProxyFixture.FILE.value(),
                    connection -> connection.send("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"));

            assertThat(far.request("HEAD").status()).isEqualTo(502);
            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageNotContaining("nobody can be asked");
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
            assertThat(far.proxy.upstream().failures()).isPositive();
        }
    }
}
