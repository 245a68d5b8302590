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
                "https:ci:s3cret@registry/npm/",
                "https://registry/npm/?token=s3cret",
                "https://registry/npm/#s3cret",
                "https://registry/npm/?user=ci@example.com&token=s3cret",
                "https://ci:s3cret?s3cret@registry/npm/",
                "https://ci:s3cret@registry/npm/?token=s3cret"
            })
    void malformedUrlIsRefusedWithoutRepeatingItsPassword(String url) {
        assertThatThrownBy(() -> Upstream.at(URI.create(url)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("***")
                .hasMessageNotContaining("s3cret");
    }
}
