package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.UpstreamFailedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BodyFailedExceptionTest {
    @Test
    void whatIsExplainedNeedsNoTrace() {
        UpstreamFailedException known = new UpstreamFailedException("the upstream broke off");

        assertThat(new BodyFailedException(new IOException("m", known), true).explanation())
                .contains("the upstream broke off");
        assertThat(new BodyFailedException(new IOException("m"), true).explanation())
                .isEmpty();
        assertThat(new BodyFailedException(new IOException("m", new IOException("n")), true).explanation())
                .isEmpty();
    }
}
