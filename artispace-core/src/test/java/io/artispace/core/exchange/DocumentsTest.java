package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.core.document.Staleness;
import io.artispace.core.document.Stamp;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags and codings of documents. */
class DocumentsTest {
    private static final String LARGE = "{\"text\":\"" + "all work and no play ".repeat(100) + "\"}";
    private static final String PLAIN_TAG = "\"7-full\"";
    private static final String GZIP_TAG = "\"7-full-gzip\"";

    private final HandlerFixture fixture = new HandlerFixture();

    @BeforeEach
    void publish() {
        fixture.open.documents.put("large", LARGE);
        fixture.open.documents.put("small", "{}");
        fixture.open.documents.put("nothing-to-say", "");
    }

    @Test
    void isPlainUnlessTheClientTakesGzip() {
        Response response = fixture.get("/open/doc/large");

        assertThat(text(response)).isEqualTo(LARGE);
        assertThat(response.header("Content-Type")).contains("application/json");
        assertThat(response.header("Content-Encoding")).isEmpty();
        assertThat(response.header("ETag")).contains(PLAIN_TAG);
        assertThat(response.header("Vary")).contains("Accept-Encoding");
        assertThat(response.header("Last-Modified")).contains("Fri, 02 Jan 2026 03:04:05 GMT");
    }

    @Test
    void isCompressedUnderItsOwnTag() throws IOException {
        Response response = fixture.get("/open/doc/large", "Accept-Encoding: gzip, deflate");

        try (GZIPInputStream in = new GZIPInputStream(response.body().open())) {
            assertThat(in.readAllBytes()).asString().isEqualTo(LARGE);
        }
        assertThat(response.header("Content-Encoding")).contains("gzip");
        assertThat(response.header("ETag")).contains(GZIP_TAG);
        assertThat(response.header("Vary")).contains("Accept-Encoding");
    }

    @Test
    void isNotCompressedWhereThatSavesNothing() {
        Response response = fixture.get("/open/doc/small", "Accept-Encoding: gzip");

        assertThat(text(response)).isEqualTo("{}");
        assertThat(response.header("Content-Encoding")).isEmpty();
        assertThat(response.header("ETag")).contains(PLAIN_TAG);
        assertThat(response.header("Vary")).contains("Accept-Encoding");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {PLAIN_TAG, GZIP_TAG, "W/" + GZIP_TAG, "\"x\", " + PLAIN_TAG})
    void aClientThatHasEitherFormIsToldWithoutRendering(String tags) {
        Response response = fixture.get("/open/doc/large", "If-None-Match: " + tags, "Accept-Encoding: gzip");

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.hasBody()).isFalse();
        assertThat(response.header("ETag")).contains(tags.contains("gzip") ? GZIP_TAG : PLAIN_TAG);
        assertThat(response.header("Vary")).contains("Accept-Encoding");
        assertThat(fixture.open.documentsRendered).isZero();
    }

    @Test
    void hasNoAgeWithoutAnUpstream() {
        Response response = fixture.get("/open/doc/small");

        assertThat(response.header("Age")).isEmpty();
        assertThat(response.header("Warning")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasItsAgeAndAWarningIfItIsStale(Staleness staleness) {
        fixture.open.stamp = new Stamp(7, "", "", FakeRepository.PUBLISHED.minusSeconds(90), staleness);

        Response response = fixture.get("/open/doc/small");

        assertThat(response.header("Age")).contains("90");
        assertThat(response.header("Warning").map(warning -> warning.substring(0, 3)))
                .isEqualTo(
                        switch (staleness) {
                            case NONE -> Optional.empty();
                            case OFFLINE -> Optional.of("112");
                            case UNCONFIRMED -> Optional.of("110");
                        });
    }

    @Test
    void aClientThatHasAnotherRevisionGetsThisOne() {
        assertThat(fixture.get("/open/doc/large", "If-None-Match: \"6-full\"").status())
                .isEqualTo(200);
    }

    @Test
    void aPartIsAPartOfThePlainForm() {
        Response response = fixture.get("/open/doc/large", "Range: bytes=0-4", "Accept-Encoding: gzip");

        assertThat(response.status()).isEqualTo(206);
        assertThat(text(response)).isEqualTo(LARGE.substring(0, 5));
        assertThat(response.header("ETag")).contains(PLAIN_TAG);
    }

    @Test
    void headHasTheLengthOfWhatGetSends() {
        Response get = fixture.get("/open/doc/large", "Accept-Encoding: gzip");
        Response head = fixture.handle(request("HEAD", "/open/doc/large")
                .headers("Accept-Encoding: gzip")
                .build());

        assertThat(head.header("Content-Length"))
                .contains(Long.toString(get.body().length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "nothing-to-say"})
    void absentDocumentIsLeftToTheFormat(String name) {
        Response response = fixture.get("/open/doc/" + name);

        assertThat(response.status()).isEqualTo(404);
        assertThat(text(response)).isEqualTo("404 no such document");
    }
}
