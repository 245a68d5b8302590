package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, ranges, HEAD and the headers of files. */
class FilesTest {
    private static final String PATH = "/open/file/a-1.0.jar";
    private static final String CONTENT = "0123456789";
    private static final String TAG = "\"" + FakeRepository.sha256(CONTENT) + "\"";

    private final HandlerFixture fixture = new HandlerFixture();

    @BeforeEach
    void publish() {
        fixture.open.files.put("a-1.0.jar", CONTENT);
        fixture.open.files.put("empty.txt", "");
        fixture.closed.files.put("a-1.0.jar", CONTENT);
    }

    @Test
    void carriesItsDescription() {
        Response response = fixture.get(PATH);

        byte[] sha256 = HexFormat.of().parseHex(FakeRepository.sha256(CONTENT));
        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo(CONTENT);
        assertThat(response.headers())
                .containsExactlyInAnyOrder(
                        new Header("Content-Type", "application/java-archive"),
                        new Header("ETag", TAG),
                        new Header("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT"),
                        new Header(
                                "Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":"),
                        new Header("Accept-Ranges", "bytes"),
                        new Header("X-Content-Type-Options", "nosniff"),
                        new Header("Content-Security-Policy", "default-src 'none'; sandbox"),
                        new Header("Cache-Control", "no-cache"));
    }

    @Test
    void mayBeKeptByNobodyButTheClientWhereItNeedsCredentials() {
        Response response = fixture.handle(
                request("GET", "/closed/file/a-1.0.jar").as("reader").build());

        assertThat(response.header("Cache-Control")).contains("private, no-cache");
    }

    @Test
    void headIsGetWithoutTheBody() {
        Response get = fixture.get(PATH);
        Response head = fixture.handle(request("HEAD", PATH).build());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.hasBody()).isFalse();
        assertThat(head.headers()).containsAll(get.headers()).contains(new Header("Content-Length", "10"));
        assertThat(head.headers()).hasSize(get.headers().size() + 1);
    }

    @Test
    void headOfWhatIsNotThereIsGetWithoutTheBodyToo() {
        Response get = fixture.get("/open/file/b");
        Response head = fixture.handle(request("HEAD", "/open/file/b").build());

        assertThat(head.status()).isEqualTo(404);
        assertThat(head.hasBody()).isFalse();
        assertThat(head.header("Content-Length"))
                .contains(Long.toString(get.body().length()));
    }

    @Test
    void headIgnoresRanges() {
        Response head =
                fixture.handle(request("HEAD", PATH).headers("Range: bytes=0-1").build());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).contains("10");
    }

    @ParameterizedTest(name = "{0} is answered by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match: TAG | 304",
                "If-None-Match: W/TAG | 304",
                "If-None-Match: \"x\", TAG | 304",
                "If-None-Match: * | 304",
                "If-None-Match: \"x\" | 200",
                "If-None-Match: garbage | 200",
                "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT | 304",
                "If-Modified-Since: Fri, 02 Jan 2026 03:04:06 GMT | 304",
                "If-Modified-Since: Fri, 02 Jan 2026 03:04:04 GMT | 200",
                "If-Modified-Since: Friday, 02-Jan-26 03:04:05 GMT | 304",
                "If-Modified-Since: yesterday | 200",
                "If-Match: TAG | 200",
                "If-Match: \"x\",TAG | 200",
                "If-Match: * | 200",
                "If-Match: \"x\" | 412",
                "If-Match: W/TAG | 412",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:05 GMT | 200",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT | 412",
                "If-Unmodified-Since: yesterday | 200",
            })
    void answersConditions(String header, int status) {
        Response get = fixture.get(PATH, header.replace("TAG", TAG));
        Response head = fixture.handle(
                request("HEAD", PATH).headers(header.replace("TAG", TAG)).build());

        assertThat(get.status()).isEqualTo(status);
        assertThat(head.status()).isEqualTo(status);
    }

    @Test
    void ifNoneMatchTakesPrecedenceOverIfModifiedSince() {
        Response response =
                fixture.get(PATH, "If-None-Match: \"x\"", "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT");

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void ifMatchIsAskedBeforeIfNoneMatch() {
        assertThat(fixture.get(PATH, "If-Match: \"x\"", "If-None-Match: " + TAG).status())
                .isEqualTo(412);
    }

    @Test
    void aClientThatHasTheFileCostsNoBytes() {
        Response response = fixture.get(PATH, "If-None-Match: " + TAG);

        assertThat(fixture.open.bodiesOpened).isZero();
        assertThat(response.hasBody()).isFalse();
        assertThat(response.header("ETag")).contains(TAG);
        assertThat(response.header("Last-Modified")).isPresent();
        assertThat(response.header("Content-Type")).isEmpty();
        assertThat(response.header("Content-Length")).isEmpty();
    }

    @Test
    void aClientThatHasTheFileOfThatTimeIsToldItsTagAndNothingOfABody() {
        Response response = fixture.get(PATH, "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT");

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.header("ETag")).contains(TAG);
        assertThat(response.header("Content-Type")).isEmpty();
        assertThat(response.header("Content-Length")).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"bytes=0-3, 0123, bytes 0-3/10", "bytes=7-, 789, bytes 7-9/10", "bytes=-2, 89, bytes 8-9/10"})
    void givesOneRange(String range, String content, String contentRange) {
        Response response = fixture.get(PATH, "Range: " + range);

        assertThat(response.status()).isEqualTo(206);
        assertThat(text(response)).isEqualTo(content);
        assertThat(response.header("Content-Range")).contains(contentRange);
        assertThat(response.header("Content-Type")).contains("application/java-archive");
        assertThat(response.header("ETag")).contains(TAG);
    }

    @Test
    void givesSeveralRangesAsMultipart() {
        Response response = fixture.get(PATH, "Range: bytes=0-1,-3");

        String type = response.header("Content-Type").orElseThrow();
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(response.status()).isEqualTo(206);
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        assertThat(response.header("Content-Range")).isEmpty();
        assertThat(text(response)).isEqualTo("""
                        \r
                        --BOUNDARY\r
                        Content-Type: application/java-archive\r
                        Content-Range: bytes 0-1/10\r
                        \r
                        01\r
                        --BOUNDARY\r
                        Content-Type: application/java-archive\r
                        Content-Range: bytes 7-9/10\r
                        \r
                        789\r
                        --BOUNDARY--\r
                        """.replace("BOUNDARY", boundary));
        assertThat(response.body().length()).isEqualTo(text(response).length());
    }

    @Test
    void aRangeThatIsNotThereIsRefusedWithTheLength() {
        Response response = fixture.get(PATH, "Range: bytes=10-");

        assertThat(response.status()).isEqualTo(416);
        assertThat(response.header("Content-Range")).contains("bytes */10");
        assertThat(response.header("Content-Type")).contains("text/fake");
    }

    @ParameterizedTest(name = "If-Range: {0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TAG | 206",
                "\"x\" | 200",
                "W/TAG | 200",
                "Fri, 02 Jan 2026 03:04:05 GMT | 206",
                "Fri, 02 Jan 2026 03:04:06 GMT | 200",
                "garbage | 200"
            })
    void ifRangeAsksForThePartOfTheSameBytesOnly(String validator, int status) {
        Response response = fixture.get(PATH, "Range: bytes=0-1", "If-Range: " + validator.replace("TAG", TAG));

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo(status == 206 ? "01" : CONTENT);
    }

    @Test
    void rangesOfAnswersWithoutATagAreIgnored() {
        assertThat(fixture.get("/open/", "Range: bytes=0-1").status()).isEqualTo(200);
        assertThat(fixture.get("/open/").header("Accept-Ranges")).isEmpty();
    }

    @Test
    void anEmptyFileIsAFile() {
        Response response = fixture.get("/open/file/empty.txt");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().length()).isZero();
        assertThat(fixture.get("/open/file/empty.txt", "Range: bytes=0-").status())
                .isEqualTo(416);
    }

    @Test
    void isNeverContentCoded() {
        assertThat(fixture.get(PATH, "Accept-Encoding: gzip").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void missingBytesAreAnErrorAndNotAnAbsence() {
        fixture.open.damaged = true;

        Response response = fixture.get(PATH);

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).contains("The bytes of the file are missing. Run verify().");
    }

    @Test
    void everySpellingOfThePathIsTheSameFile() {
        fixture.open.files.put("@s/foo", "scoped");

        for (String spelling : List.of("@s/foo", "@s%2ffoo", "@s%2Ffoo", "%40s%2ffoo", "%40%73/%66oo")) {
            assertThat(text(fixture.get("/open/file/" + spelling))).isEqualTo("scoped");
        }
    }
}
