package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Response;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random requests, built of meaningful pieces: none makes the server fail or shows a file that the caller may not read. They are the same in every
 * build; {@code -Dartispace.fuzz.seconds=600} tries others for that long.
 */
class HostileRequestsTest {
    private static final int ROUNDS = 4_000;
    private static final @Nullable Integer SECONDS = Integer.getInteger("artispace.fuzz.seconds");
    private static final String[] PIECES = {
        "/",
        "//",
        "open",
        "closed",
        "file",
        "doc",
        "a",
        ".",
        "..",
        "%2e",
        "%2F",
        "%5c",
        "%00",
        "%",
        "%zz",
        "%c0%ae",
        "%25",
        "+",
        " ",
        "\\",
        "\u0000",
        "\r\n",
        "é",
        "%c3%a9",
        "%cc%81",
        "@s",
        ";",
        "?",
        "#",
        "&",
        "=",
        "*",
        ",",
        "-",
        "\"",
        "W/",
        "bytes=",
        "0",
        "99999999999999999999",
        "q=",
        "gzip",
        "Basic ",
        "Bearer ",
        "cmVhZGVyOnJlYWRlcg==",
        "reader",
        ":",
        "Fri, 02 Jan 2026 03:04:05 GMT",
        "\uD800"
    };
    private static final String[] HEADERS = {
        "Range",
        "If-Range",
        "If-Match",
        "If-None-Match",
        "If-Modified-Since",
        "If-Unmodified-Since",
        "Accept-Encoding",
        "Authorization",
        "Content-Encoding",
        "Content-Length"
    };
    private static final String[] METHODS = {"GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE"};

    private final long begin = System.nanoTime();
    private final long seed = SECONDS == null ? 20260102 : begin;
    private final Random random = new Random(seed);
    private final HandlerFixture fixture = new HandlerFixture();

    @Test
    void areAnsweredCleanly() {
        fixture.open.files.put("a", "0123456789");
        fixture.closed.files.put("a", "secret");
        fixture.open.documents.put("a", "{}");

        for (int round = 0; goesOn(round); round++) {
            String path = random.nextBoolean() ? "/open/file/a" : "/" + pieces(8);
            String query = random.nextInt(4) == 0 ? "?" + pieces(6) : "";
            String[] headers = new String[random.nextInt(4)];
            for (int i = 0; i < headers.length; i++) {
                headers[i] = oneOf(HEADERS) + ":" + pieces(6);
            }

            Response response = fixture.handle(
                    request(oneOf(METHODS), path + query).headers(headers).build());

            assertThat(response.status())
                    .as("Seed " + seed + ": " + path + query + String.join(" ", headers))
                    .isBetween(200, 499);
            assertThat(response.header("X-Content-Type-Options")).isPresent();
            response.headers().forEach(header -> assertThat(header.value()).matches("[ -~]*"));
        }
    }

    @Test
    void neverOpenWhatIsClosed() {
        fixture.closed.files.put("a", "secret");

        for (int round = 0; goesOn(round); round++) {
            Response response = fixture.get("/" + pieces(8));

            assertThat(fixture.closed.bodiesOpened).isZero();
            assertThat(response.status()).isLessThan(500);
        }
    }

    private boolean goesOn(int round) {
        return SECONDS == null ? round < ROUNDS : System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(SECONDS);
    }

    private String pieces(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            text.append(oneOf(PIECES));
        }
        return text.toString();
    }

    private String oneOf(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
