package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.artispace.Proxy;
import io.artispace.ProxyRepository;
import io.artispace.Registry;
import io.artispace.UpstreamFailedException;
import io.artispace.access.Secret;
import io.artispace.core.Fixture;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upstreams that can be reached only through an HTTP proxy: their names cannot be looked up here. */
final class ForwardProxyTest {
    private static final String CONTENT = "through the proxy";

    private final Fixture fixture = new Fixture(Registry.builder().format(new RemoteFormat()));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer forward;

    @BeforeEach
    void open() throws IOException {
        forward = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        forward.createContext("/", this::answer);
        forward.start();
    }

    @AfterEach
    void close() {
        fixture.close();
        forward.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            byte[] content = CONTENT.getBytes(StandardCharsets.UTF_8);
            byte[] answer =
                    path.endsWith(".sha1") ? ProxyFixture.sha1(content).getBytes(StandardCharsets.UTF_8) : content;
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private ForwardProxy proxy() {
        return ForwardProxy.at("127.0.0.1", forward.getAddress().getPort());
    }

    private ProxyRepository create(String url, ForwardProxy through) {
        Upstream upstream = Upstream.at(URI.create(url)).retrying(0).through(through);
        fixture.registry().create(Proxy.named("far").format("remote").of(upstream));
        return fixture.registry().proxy("far");
    }

    @Test
    void upstreamIsAskedThroughTheProxyWithTheCredentialsOfEach() {
        ProxyRepository far = create(
                "http://user:word@upstream.invalid/base/",
                proxy().withCredentials(Credentials.basic("me", Secret.of("pass"))));

        assertThat(ProxyFixture.read(far.file(ProxyFixture.FILE).orElseThrow()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(CONTENT);
        assertThat(asked)
                .first()
                .isEqualTo("GET http://upstream.invalid/base/app/1.0/app.bin Basic bWU6cGFzcw== Basic dXNlcjp3b3Jk");
        assertThat(far.definition())
                .isInstanceOfSatisfying(
                        Proxy.class,
                        definition -> assertThat(definition.upstream().through())
                                .contains(proxy().withCredentials(Credentials.basic("me", Secret.of("pass")))));
    }

    @Test
    void upstreamByHttpsIsAskedForByATunnel() throws Exception {
        try (ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> refuse(refusing));
            ProxyRepository far =
                    create("https://upstream.invalid/", ForwardProxy.at("127.0.0.1", refusing.getLocalPort()));

            assertThatThrownBy(() -> far.file(ProxyFixture.FILE)).isInstanceOf(UpstreamFailedException.class);
            assertThat(line.get(60, TimeUnit.SECONDS)).isEqualTo("CONNECT upstream.invalid:443 HTTP/1.1");
        }
    }

    /** The JDK's server knows no CONNECT. */
    private static String refuse(ServerSocket server) {
        try (Socket socket = server.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String line = in.readLine();
            socket.getOutputStream()
                    .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void addressThatTheUpstreamMustNotHaveIsRefusedBeforeTheProxyIsAsked() {
        ProxyRepository far = create("http://127.0.0.1/", proxy());

        assertThatThrownBy(() -> far.file(ProxyFixture.FILE))
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessageContaining("loopback");
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutAProxyAnUnknownNameIsAFailure() {
        Upstream upstream = Upstream.at(URI.create("http://upstream.invalid/")).retrying(0);
        fixture.registry().create(Proxy.named("far").format("remote").of(upstream));

        assertThatThrownBy(() -> fixture.registry().proxy("far").file(ProxyFixture.FILE))
                .isInstanceOf(UpstreamFailedException.class);
    }
}
