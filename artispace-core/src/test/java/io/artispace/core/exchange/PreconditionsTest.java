package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Response;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions of requests that change something. */
class PreconditionsTest {
    private static final String THERE = "/open/file/there";
    private static final String TAG = "\"" + FakeRepository.sha256("old") + "\"";

    private final HandlerFixture fixture = new HandlerFixture();

    @BeforeEach
    void publish() {
        fixture.open.files.put("there", "old");
        fixture.closed.files.put("there", "old");
    }

    @ParameterizedTest(name = "{0} is answered by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match: * | 412",
                "If-None-Match: TAG | 412",
                "If-None-Match: \"x\" | 201",
                "If-Match: * | 201",
                "If-Match: TAG | 201",
                "If-Match: W/TAG | 412",
                "If-Match: \"x\" | 412",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:05 GMT | 201",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT | 412",
                "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT | 201"
            })
    void areComparedWithWhatIsThere(String header, int status) {
        Response response = put("writer", THERE, header.replace("TAG", TAG));

        assertThat(response.status()).isEqualTo(status);
        assertThat(fixture.open.files).containsEntry("there", status == 201 ? "new" : "old");
        assertThat(fixture.open.bodiesOpened).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0} is answered by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match: * | 201",
                "If-None-Match: TAG | 201",
                "If-Match: * | 412",
                "If-Match: TAG | 412",
                "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT | 201"
            })
    void areComparedWithAbsenceWhereNothingIs(String header, int status) {
        Response response = put("writer", "/open/file/new", header.replace("TAG", TAG));

        assertThat(response.status()).isEqualTo(status);
        assertThat(fixture.open.files.containsKey("new")).isEqualTo(status == 201);
    }

    @Test
    void sayThatNothingWasChangedInTheStyleOfTheFormat() {
        Response response = put("writer", THERE, "If-None-Match: *");

        assertThat(text(response)).startsWith("412 Nothing was changed").contains("If-None-Match");
    }

    @Test
    void holdForRemovalsToo() {
        Response refused = fixture.handle(
                request("DELETE", THERE).as("admin").headers("If-Match: \"x\"").build());
        Response done = fixture.handle(
                request("DELETE", THERE).as("admin").headers("If-Match: " + TAG).build());

        assertThat(refused.status()).isEqualTo(412);
        assertThat(done.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "nobody"})
    void revealNothingToCallersWhoMayNotPublish(String user) {
        int status = put(user, "/closed/file/there", "").status();

        assertThat(status).isBetween(403, 404);
        assertThat(put(user, "/closed/file/there", "If-None-Match: *").status()).isEqualTo(status);
        assertThat(put(user, "/closed/file/nothing", "If-Match: *").status()).isEqualTo(status);
    }

    @Test
    void ifModifiedSinceIsForReadersOnly() {
        Response response = fixture.handle(request("PUT", THERE)
                .as("writer")
                .headers("If-Match: *", "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT")
                .build());

        assertThat(response.status()).isEqualTo(201);
    }

    @Test
    void areEvaluatedBeforeTheBodyIsAskedFor() {
        Response response = fixture.handle(request("PUT", THERE)
                .as("writer")
                .headers("If-None-Match: *")
                .body(new NeverSent())
                .build());

        assertThat(response.status()).isEqualTo(412);
    }

    private Response put(String user, String path, String header) {
        HandlerFixture.RequestBuilder put = request("PUT", path).as(user).body("new".getBytes(UTF_8));
        return fixture.handle((header.isEmpty() ? put : put.headers(header)).build());
    }

    /** The body of a client that waits to be asked for it. */
    private static final class NeverSent extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("The body was asked for.");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }
}
