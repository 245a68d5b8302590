package io.artispace.format.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A publish that breaks off, wherever it does, has never happened. */
class BrokenPublishTest {
    private static final int CUTS = 64;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesNothingWhereverItIsCut(boolean reset) {
        byte[] document = new PublishBody("app", "1.0.0").json().toString().getBytes(UTF_8);
        try (NpmFixture fixture = new NpmFixture()) {
            for (int cut = 0; cut < CUTS; cut++) {
                InputStream sent = new ByteArrayInputStream(Arrays.copyOf(document, document.length * cut / CUTS));

                Reply reply = fixture.call("PUT", "app")
                        .body(reset ? new SequenceInputStream(sent, broken()) : sent)
                        .send();

                assertThat(reply.status()).as("cut at %d of %d", cut, CUTS).isBetween(400, 499);
                assertThat(fixture.get("app").status()).isEqualTo(404);
            }
            assertThat(fixture.call("PUT", "app")
                            .body(new ByteArrayInputStream(document))
                            .send()
                            .status())
                    .isEqualTo(201);
        }
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }
}
