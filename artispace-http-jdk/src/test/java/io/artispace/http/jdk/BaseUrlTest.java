package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.net.URI;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    private static final Function<Request, Response> BASE_URL = Served.echo(Request::baseUrl);
    private static final String[] HEADERS = {
        "X-Forwarded-Proto: https", "X-Forwarded-Host: artifacts.example, proxy.example", "X-Forwarded-Prefix: /repo/"
    };

    @Test
    void boundAddressIsTheDefaultAndHeadersAreNotBelieved() throws Exception {
        try (Served served = Served.by(BASE_URL)) {
            String expected = "http://127.0.0.1:" + port(served) + "/";

            assertThat(served.client.get("/", HEADERS).text()).isEqualTo(expected);
            assertThat(served.front.baseUrl()).hasToString(expected);
        }
    }

    @Test
    void nameOfTheBoundHostIsKept() throws Exception {
        try (Served served = Served.by(BASE_URL, options -> options.host("localhost"))) {
            assertThat(served.client.get("/").text()).isEqualTo("http://localhost:" + port(served) + "/");
        }
    }

    @Test
    void addressTheClientConnectedToStandsForEveryInterface() throws Exception {
        try (Served served = Served.by(BASE_URL, options -> options.host("0.0.0.0"))) {
            assertThat(served.client.get("/").text()).isEqualTo("http://127.0.0.1:" + port(served) + "/");
            assertThat(served.front.baseUrl()).hasToString("http://localhost:" + port(served) + "/");
        }
    }

    @Test
    void contextPathIsPartOfIt() throws Exception {
        try (Served served = Served.by(BASE_URL, options -> options.contextPath("/registry"))) {
            assertThat(served.client.get("/registry/a").text())
                    .isEqualTo("http://127.0.0.1:" + port(served) + "/registry/");
        }
    }

    @Test
    void configuredUrlWinsOverEverything() throws Exception {
        try (Served served = Served.by(
                BASE_URL,
                options -> options.baseUrl(URI.create("https://acme.example/artifacts"))
                        .trustHost()
                        .trustForwarded())) {
            assertThat(served.client.get("/", HEADERS).text()).isEqualTo("https://acme.example/artifacts/");
        }
    }

    @Test
    void trustedHostIsUsed() throws Exception {
        try (Served served = Served.by(BASE_URL, options -> options.trustHost())) {
            assertThat(served.client.get("/", HEADERS).text()).isEqualTo("http://client.example/");
        }
    }

    @Test
    void trustedForwardedHeadersAreUsed() throws Exception {
        try (Served served =
                Served.by(BASE_URL, options -> options.trustForwarded().contextPath("/registry"))) {
            assertThat(served.client.get("/registry/", HEADERS).text())
                    .isEqualTo("https://artifacts.example/repo/registry/");
            assertThat(served.client.get("/registry/").text())
                    .isEqualTo("http://127.0.0.1:" + port(served) + "/registry/");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "X-Forwarded-Host: a b", "X-Forwarded-Host: evil.example/path", "X-Forwarded-Host: user@evil.example",
                "X-Forwarded-Host: <script>", "X-Forwarded-Proto: javascript", "X-Forwarded-Prefix: no-slash",
                "X-Forwarded-Prefix: //evil.example", "X-Forwarded-Prefix: /a?b", "X-Forwarded-Host:",
                "X-Forwarded-Host: [....]", "X-Forwarded-Host: [1:2]:80", "X-Forwarded-Host: [::1:::2]"
            })
    void malformedForwardedHeadersAreIgnored(String header) throws Exception {
        try (Served served = Served.by(BASE_URL, options -> options.trustForwarded())) {
            assertThat(served.client.get("/", header).text()).isEqualTo("http://127.0.0.1:" + port(served) + "/");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"relative/", "ftp://acme.example/", "https:opaque", "http:///a"})
    void malformedBaseUrlIsRefused(String url) {
        assertThatThrownBy(() -> JdkHttpOptions.builder().baseUrl(URI.create(url)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("https://artifacts.acme.com/");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://ci:s3cret@acme.example/",
                "https://acme.example/?token=s3cret",
                "https://acme.example/#s3cret"
            })
    void baseUrlIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> JdkHttpOptions.builder().baseUrl(URI.create(url)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("acme.example")
                .hasMessageContaining("***")
                .hasMessageContaining("without user")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "relative", "/a//b", "/a%20b", "/a?b"})
    void malformedContextPathIsRefused(String path) {
        assertThatThrownBy(() -> JdkHttpOptions.builder().contextPath(path))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"" + path + "\"");
    }

    private static int port(Served served) {
        return served.front.address().getPort();
    }
}
