package io.artispace.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateBodyTest {
    private final List<String> calls = new ArrayList<>();
    private final LateBody body = new LateBody(() -> {
        calls.add("asked");
        return new ByteArrayInputStream(new byte[] {1, 2, 3}) {
            @Override
            public void close() {
                calls.add("closed");
            }
        };
    });

    @Test
    void serverIsAskedOnceWhenTheBodyIsRead() throws IOException {
        assertThat(calls).isEmpty();

        assertThat(body.read()).isEqualTo(1);
        assertThat(body.readAllBytes()).containsExactly(2, 3);
        body.close();

        assertThat(calls).containsExactly("asked", "closed");
    }

    @Test
    void serverIsNotAskedForABodyThatNobodyReads() throws IOException {
        body.close();

        assertThat(calls).isEmpty();
    }

    @Test
    void readingFailsWhereTheServerDoes() {
        IOException gone = new IOException("gone");

        assertThatThrownBy(() -> new LateBody(() -> {
                            throw gone;
                        })
                        .readAllBytes())
                .isSameAs(gone);
    }
}
