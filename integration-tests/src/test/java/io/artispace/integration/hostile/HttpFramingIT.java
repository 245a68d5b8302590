package io.artispace.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not quite HTTP, and answers that requests must not be able to alter. */
class HttpFramingIT extends HostileInputContract {
    private static final String PUT = "PUT /maven-releases/it/framing/lib/1.0/lib-1.0.jar HTTP/1.1\r\n";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void survivesBrokenRequests(String what, String request) throws Exception {
        RawAnswer answer = client().send(request);

        assertThat(answer.status()).as(answer.text()).matches(status -> status == 0 || status >= 400 && status <= 505);
        assertThat(answer.status()).as(answer.text()).isNotEqualTo(500);
        assertNothingLeaked(answer);
        assertUntouched();
    }

    static Stream<Arguments> survivesBrokenRequests() {
        return Stream.of(
                Arguments.of("no HTTP", "hello\r\n\r\n"),
                Arguments.of("half a line", "GET /\r\n\r\n"),
                Arguments.of("another protocol", "GET / GOPHER/1.0\r\nConnection: close\r\n\r\n"),
                Arguments.of("binary", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"),
                Arguments.of(
                        "a negative length", PUT + "Host: a\r\nConnection: close\r\nContent-Length: -5\r\n\r\nhello"),
                Arguments.of(
                        "a length that is none",
                        PUT + "Host: a\r\nConnection: close\r\nContent-Length: five\r\n\r\nhello"),
                Arguments.of(
                        "a length too long",
                        PUT + "Host: a\r\nConnection: close\r\nContent-Length: 99999999999999999999\r\n\r\nhello"),
                Arguments.of(
                        "an encoding nobody knows",
                        PUT + "Host: a\r\nConnection: close\r\nTransfer-Encoding: banana\r\n\r\nhello"),
                Arguments.of(
                        "chunks that are none",
                        PUT
                                + "Host: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"));
    }

    @Test
    void refusesHeadersBeyondTheLimits() throws Exception {
        String many =
                IntStream.range(0, 5_000).mapToObj(i -> "X-" + i + ": a\r\n").collect(Collectors.joining());

        RawAnswer answer = client().get(KNOWN_JAR, many);

        assertThat(answer.status()).matches(status -> status == 0 || status >= 400 && status < 500);
        assertNothingLeaked(answer);
        assertUntouched();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"POST", "PATCH", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "FOO", "get"})
    void refusesMethodsItDoesNotKnow(String method) throws Exception {
        RawAnswer answer = client().request(method, KNOWN_JAR, "", "");

        assertThat(answer.status()).as(answer.text()).isIn(400, 404, 405, 501);
        assertNothingLeaked(answer);
        assertThat(answer.text()).doesNotContain("Authorization: Basic");
        assertUntouched();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "bytes=5-2",
                "bytes=99999-",
                "bytes=-0",
                "bytes=a-b",
                "bytes=99999999999999999999999-",
                "bytes=0-99999999999999999999",
                "bytes=,",
                "bytes=0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0",
                "items=0-5",
                "="
            })
    void answersStrangeRangesInBounds(String range) throws Exception {
        RawAnswer answer = client().get(KNOWN_JAR, "Range: " + range + "\r\n");

        assertThat(answer.status()).as(answer.text()).isIn(200, 206, 400, 416);
        assertThat(answer.text()).hasSizeLessThan(10_000);
        assertHarmless(answer);
    }

    @Test
    void doesNotMultiplyAFileByRanges() throws Exception {
        String ranges = IntStream.range(0, 1_000).mapToObj(i -> "0-").collect(Collectors.joining(","));

        RawAnswer answer = client().get(KNOWN_JAR, "Range: bytes=" + ranges + "\r\n");

        assertThat(answer.text()).hasSizeLessThan(10_000);
        assertHarmless(answer);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "If-None-Match: \"",
                "If-None-Match: W/W/\"a\"",
                "If-Modified-Since: yesterday",
                "If-Modified-Since: Sat, 99 Foo 99999 99:99:99 GMT",
                "If-Range: x",
                "If-Match: \"nothing\"",
                "Accept: */*;q=NaN",
                "Accept: ,,,;;;===",
                "Accept-Encoding: gzip;q=-1,*;q=2",
                "Content-Length: 0",
                "Expect: 200-ok",
                "Cookie: a=b"
            })
    void strangeConditionsAreHarmless(String header) throws Exception {
        assertHarmless(client().get(KNOWN_JAR, header + "\r\n"));
        assertHarmless(client().get(KNOWN_PACKAGE, header + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"If-None-Match: *", "If-Match: \"other\"", "If-Unmodified-Since: Fri, 02 Jan 1970 03:04:05 GMT"})
    void conditionsThatDoNotHoldKeepWhatIsThere(String header) throws Exception {
        for (String target : new String[] {KNOWN_JAR, KNOWN_PACKAGE}) {
            RawAnswer put = client().request("PUT", target, header + "\r\n", JAR_CONTENT);
            assertThat(put.status()).isEqualTo(412);
            assertRefused(put);
        }
        assertThat(client().request("DELETE", KNOWN_JAR, header + "\r\n", "").status())
                .isEqualTo(412);
        assertUntouched();
    }

    @Test
    void namesDoNotBecomeMarkupNorHeaders() throws Exception {
        RawAnswer answer = client().get("/maven-releases/%3Cscript%3Ealert(1)%3C%2Fscript%3E/");

        assertThat(answer.text()).doesNotContain("<script>");
        RawAnswer header = client().get("/npm-hosted/x%0d%0aX-Injected:%20yes");
        assertThat(header.text()).doesNotContain("X-Injected: yes\r\n").doesNotContain("\nX-Injected");
        assertRefused(header);
    }

    @Test
    void uploadsServeNoScripts() throws Exception {
        String target = "/maven-releases/it/page/lib/1.0/lib-1.0.html";
        assertThat(client().put(target, "<script>alert(1)</script>").status()).isBetween(200, 204);

        RawAnswer answer = client().get(target);

        assertThat(answer.text())
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("content-security-policy: ")
                .contains("sandbox");
    }

    @ParameterizedTest(name = "{0} bytes of the body")
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
    void clientsThatVanishLeaveNothing(int sent) throws Exception {
        String target = "/maven-releases/it/vanish/lib/1." + sent + "/lib-1." + sent + ".jar";
        client().vanishAfter("PUT " + target + " HTTP/1.1\r\nHost: a\r\n" + client().authorization()
                + "Content-Length: 2000\r\n\r\n" + "x".repeat(sent));
        client().vanishAfter("PUT /npm-hosted/vanish HTTP/1.1\r\nHost: a\r\n" + client().authorization()
                + "Content-Length: 2000\r\n\r\n" + "{\"a\":\"" + "x".repeat(sent));

        assertThat(client().get(target).status()).isEqualTo(404);
        assertThat(client().get("/npm-hosted/vanish").status()).isEqualTo(404);
        assertUntouched();
    }

    @Test
    void slowClientsHoldNobodyUp() throws Exception {
        try (SlowClients slow = SlowClients.start(client(), 40)) {
            assertThat(slow.connections()).isEqualTo(40);
            assertUntouched();
        }
    }
}
