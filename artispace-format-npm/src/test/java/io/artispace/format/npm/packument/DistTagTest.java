package io.artispace.format.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistTagTest {
    @ParameterizedTest(name = "{0} can be a tag")
    @ValueSource(strings = {"latest", "next", "beta", "v1-lts", "release-1.x", "x-ray", "canary.2", "A", "2fast"})
    void acceptsTags(String tag) {
        assertThat(DistTag.check(tag)).isEqualTo(tag);
    }

    @ParameterizedTest(name = "\"{0}\" cannot be a tag")
    @ValueSource(
            strings = {
                "",
                "1",
                "1.0",
                "1.0.0",
                "v1",
                "V2.0",
                "vv1",
                "~v1.x",
                "v1.2.3",
                "1.x",
                "x",
                "X",
                "*",
                "1.2.3-beta",
                "1.2.3beta",
                "~1.2.*a",
                "^1.0.0",
                "~1",
                ">=1",
                "a b",
                "a/b",
                "..%2f",
                "ü",
                "a\nb"
            })
    void refusesVersionsRangesAndWhatFitsIntoNoUrl(String tag) {
        assertThatThrownBy(() -> DistTag.check(tag)).isInstanceOf(InvalidInputException.class);
    }
}
