package io.artispace.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.exchange.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedBodyTest {
    private final Body body =
            new JoinedBody(List.of(Body.text("abc"), Body.empty(), Body.text("defg"), Body.text("h")));

    @Test
    void isReadAsOne() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        body.writeTo(written);

        assertThat(body.length()).isEqualTo(8);
        assertThat(read(body)).isEqualTo("abcdefgh");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("abcdefgh");
    }

    @Test
    void canBeReadByteByByte() throws IOException {
        try (InputStream in = body.open()) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.skip(3)).isPositive();
            in.readAllBytes();
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anySliceIsThatPartOfTheWhole() throws IOException {
        for (int from = 0; from <= 8; from++) {
            for (int to = from; to <= 8; to++) {
                assertThat(read(body.slice(from, to - from))).isEqualTo("abcdefgh".substring(from, to));
            }
        }
        assertThatThrownBy(() -> body.slice(5, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static String read(Body body) throws IOException {
        try (InputStream in = body.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
