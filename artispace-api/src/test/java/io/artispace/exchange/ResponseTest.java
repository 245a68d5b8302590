package io.artispace.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ResponseTest {
    @Test
    void headerValueCannotEndTheHeader() {
        Response response =
                Response.status(200).header("X-A", "a\r\nSet-Cookie: b\u00e4").build();

        assertThat(response.header("x-a")).contains("a%0D%0ASet-Cookie: b%C3%A4");
    }

    @Test
    void headerTakesThePlaceOfOneOfTheSameName() {
        Response response = Response.status(200)
                .header("ETag", "\"1\"")
                .header("etag", "\"2\"")
                .build();

        assertThat(response.headers()).hasSize(1);
        assertThat(response.toBuilder().withoutHeader("ETAG").build().headers()).isEmpty();
    }

    @Test
    void sliceOfABodyIsItsBytes() throws IOException {
        Body body = Body.text("0123456789").slice(2, 5).slice(1, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);

        assertThat(out).hasToString("345");
        assertThat(body.open().readAllBytes()).asString().isEqualTo("345");
        assertThatThrownBy(() -> body.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
