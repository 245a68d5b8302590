package io.artispace.upstream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ci:s3cret@my_registry/npm/",
                "https://ci:s3cret@registry:x/npm/",
                "https://ci:s3cret/s3cret@registry/npm/",
                "https:/ci:s3cret@registry/npm/",
                "https:ci:s3cret@registry/npm/"
            })
    void whatIsNoUpstreamIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> Upstream.at(URI.create(url)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("***@")
                .hasMessageNotContaining("s3cret");
    }
}
