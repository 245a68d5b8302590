package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Limits;
import io.artispace.core.exchange.HandlerFixture.RequestBuilder;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests: codings and limits. */
class BodiesTest {
    private final HandlerFixture fixture = new HandlerFixture();

    private Response upload(RequestBuilder builder) {
        return fixture.handle(builder.as("writer").build());
    }

    private static RequestBuilder put() {
        return request("PUT", "/open/upload");
    }

    @Test
    void isReadAsItCame() {
        assertThat(text(upload(put().body("hello".getBytes(UTF_8))))).isEqualTo("received 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void isInflated(String coding) {
        Response response = upload(put().headers("Content-Encoding: " + coding).body(FakeRepository.gzip("hello")));

        assertThat(text(response)).isEqualTo("received 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "compress", "gzip, gzip", "gzip,identity", "x"})
    void ofAnUnknownCodingIsRefused(String coding) {
        Response response = upload(put().headers("Content-Encoding: " + coding).body(new byte[5]));

        assertThat(response.status()).isEqualTo(415);
        assertThat(response.header("Accept-Encoding")).contains("gzip, identity");
    }

    /** {@code curl -C -} says of a whole file which bytes of it these are, as {@code curl -C 5} does of a part. */
    @ParameterizedTest
    @ValueSource(strings = {"bytes 5-9/10", "bytes 0-4/5"})
    void thatMayBeAPartOfAFileIsNotStoredAsAWholeOne(String range) {
        Response response = upload(put().headers("Content-Range: " + range).body(new byte[5]));

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).contains("without -C");
    }

    @Test
    void thatIsNoGzipOrCutOffIsMalformed() {
        byte[] whole = FakeRepository.gzip("hello ".repeat(1_000));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);

        for (byte[] body : new byte[][] {"no gzip".getBytes(UTF_8), new byte[0], cut}) {
            assertThat(upload(put().headers("Content-Encoding: gzip").body(body))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void thatGrowsBeyondADocumentWhenInflatedIsRefused() {
        fixture.limits = Limits.defaults().withMaxDocumentSize(100_000);

        byte[] bomb = FakeRepository.gzip("0".repeat(10_000_000));

        assertThat(upload(put().headers("Content-Encoding: gzip").body(bomb)).status())
                .isEqualTo(413);
    }

    @Test
    void ofThousandsOfEmptyMembersIsMalformed() {
        byte[] empty = FakeRepository.gzip("");
        byte[] members = new byte[20_000 * empty.length];
        for (int at = 0; at < members.length; at += empty.length) {
            System.arraycopy(empty, 0, members, at, empty.length);
        }

        assertThat(upload(put().headers("Content-Encoding: gzip").body(members)).status())
                .isEqualTo(400);
    }

    @Test
    void mayBeAFileInBase64AndNoLarger() {
        fixture.limits = new Limits(3_000, 100, 0);

        assertThat(upload(put().body(new byte[4_100])).status()).isEqualTo(201);
        assertThat(upload(put().body(new byte[4_200])).status()).isEqualTo(413);
    }

    @Test
    void thatAnnouncesTooMuchIsRefusedBeforeItIsRead() {
        fixture.limits = new Limits(3_000, 100, 0);

        assertThat(upload(put().headers("Content-Length: 4200").body(failing(new AssertionError("The body was read."))))
                        .status())
                .isEqualTo(413);
        assertThat(upload(put().headers("Content-Length: 99999999999999999999")
                                .body(failing(new AssertionError("The body was read."))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isNotReadWhereAccessIsRefused() {

        assertThat(fixture.handle(put().body(failing(new AssertionError("The body was read.")))
                                .build())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void thatBreaksOffIsMalformed() {

        Response response = upload(put().body(failing(new IOException("Connection reset by 10.0.0.7"))));

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).isEqualTo("400 Cannot read the request's body: it was cut off, or is malformed.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void thatEndsBeforeItsLengthIsCutOff(int sent) {
        Response response = upload(put().headers("Content-Length: 5").body(new byte[sent]));

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).isEqualTo("400 Cannot read the request's body: it was cut off, or is malformed.");
    }

    @Test
    void thatIsInflatedIsLongerOrShorterThanItsLength() {
        byte[] packed = FakeRepository.gzip("hello");

        assertThat(text(upload(put().headers("Content-Encoding: gzip", "Content-Length: " + packed.length)
                        .body(packed))))
                .isEqualTo("received 5");
    }

    @Test
    void ofAGetIsOfNoInterest() {
        assertThat(fixture.get("/open/", "Content-Length: 0", "Content-Encoding: br")
                        .status())
                .isEqualTo(200);
    }

    private static InputStream failing(Throwable failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (failure instanceof IOException cut) {
                    throw cut;
                }
                throw (Error) failure;
            }
        };
    }
}
