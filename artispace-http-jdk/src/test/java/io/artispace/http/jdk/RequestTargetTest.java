package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The path reaches the registry as the client wrote it: the registry decodes it, once. */
class RequestTargetTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/",
                "/npm/@s%2ffoo",
                "/npm/@s%2Ffoo/-/foo-1.0.tgz",
                "/npm/@s/foo",
                "//a//b/",
                "/a/../b/./c",
                "/a/%2e%2e/%2E/b",
                "/%00",
                "/a%5cb%0d%0a",
                "/a;b=c,d/e!$&'()*+f:g",
                "/a%20b+c~_",
                "/a%C3%A9",
                "/a%c3%28%ff",
                "/a\u00c3\u00a9"
            })
    void pathIsPassedOnUnchanged(String path) throws Exception {
        try (Served served = Served.by(Served.echo(request -> request.rawPath() + " " + request.rawQuery()))) {
            assertThat(served.client.get(path).text()).isEqualTo(path + " null");
            assertThat(served.client.get(path + "?").text()).isEqualTo(path + " ");
            assertThat(served.client.get(path + "?a=%26&b=/?c[]").text()).isEqualTo(path + " a=%26&b=/?c[]");
        }
    }

    @ParameterizedTest(name = "{0} is {1} and {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "http://other.example/a%2fb, /a%2fb, null",
                "http://other.example/, /, null",
                "http://other.example//a?b, //a, b",
                "https://other.example:8443/a?b=http://c/d, /a, b=http://c/d"
            })
    void hostOfAnAbsoluteTargetIsDropped(String target, String path, String query) throws Exception {
        try (Served served = Served.by(Served.echo(request -> request.rawPath() + " " + request.rawQuery()))) {
            assertThat(served.client.get(target).text()).isEqualTo(path + " " + query);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/a[b", "/a|b", "/a%zz", "/a%2", "/a\\b", "/a\"b", "/a^b", "/a`b", "/<a>", "/a\tb"})
    void targetThatIsNoUriIsRefused(String target) throws Exception {
        try (Served served = Served.by(Served.echo(request -> "reached"))) {
            assertThat(served.client.get(target).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"*", "a/b", "//host", "http://other.example", "?query"})
    void targetWithoutAPathIsNotFound(String target) throws Exception {
        try (Served served = Served.by(Served.echo(request -> "reached"))) {
            assertThat(served.client.get(target).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/context/path/a%2fb, /a%2fb",
        "/context/path/, /",
        "/context/path//a, //a",
        "/context/path/context/path, /context/path"
    })
    void contextPathIsTakenAway(String target, String path) throws Exception {
        try (Served served = Served.by(
                Served.echo(request -> request.rawPath()), options -> options.contextPath("/context/path/"))) {
            assertThat(served.client.get(target).text()).isEqualTo(path);
        }
    }

    @Test
    void contextPathItselfIsSentToTheSlashThatLinksCountOn() throws Exception {
        try (Served served =
                Served.by(Served.echo(request -> "reached"), options -> options.contextPath("/context/path"))) {
            RawClient.Answer answer = served.client.get("/context/path");

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.values("Location")).containsExactly("./path/");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/context", "/context/pathology", "//context/path/a", "/%63ontext/path/a"})
    void pathOutsideTheContextPathIsNotFound(String target) throws Exception {
        try (Served served =
                Served.by(Served.echo(request -> request.rawPath()), options -> options.contextPath("/context/path"))) {
            RawClient.Answer answer = served.client.get(target);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).contains("below /context/path/");
        }
    }

    @Test
    void methodHeadersAndBodyArePassedOn() throws Exception {
        try (Served served = Served.by(Served.echo(request -> request.method() + " "
                + request.headers().first("x-one").orElse("none") + " "
                + request.headers().joined("X-TWO").orElse("none") + " "
                + request.headers().first("x-three").orElse("none") + " "
                + request.caller().isPresent()))) {
            RawClient.Answer answer = served.client.request("PROPFIND", "/", "X-One: 1", "x-two: a", "X-Two: b");

            assertThat(answer.text()).isEqualTo("PROPFIND 1 a,b none false");
        }
    }
}
