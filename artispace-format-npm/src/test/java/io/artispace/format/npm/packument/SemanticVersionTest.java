package io.artispace.format.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
    @ParameterizedTest(name = "{0} is a version")
    @ValueSource(
            strings = {
                "0.0.0",
                "1.2.3",
                "10.20.30",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-0.3.7",
                "1.0.0-x-y-z.--",
                "1.0.0+001",
                "1.0.0-beta+exp.sha.5114f85",
                "1.0.0-0A.is.legal",
                "9007199254740991.0.0"
            })
    void acceptsVersions(String text) {
        assertThat(SemanticVersion.parse(text))
                .hasValueSatisfying(v -> assertThat(v.text()).isEqualTo(text));
    }

    @ParameterizedTest(name = "\"{0}\" is not a version")
    @ValueSource(
            strings = {
                "",
                "1",
                "1.0",
                "v1.0.0",
                "=1.0.0",
                " 1.0.0",
                "1.0.0 ",
                "01.0.0",
                "1.02.0",
                "1.0.0-",
                "1.0.0-01",
                "1.0.0-a..b",
                "1.0.0+",
                "1.0.0+a+b",
                "1.0.0-ä",
                "1.0.0\n",
                "../1.0.0",
                "1.0.0/2",
                "latest",
                "^1.0.0",
                "1.x.0",
                "9007199254740992.0.0",
                "99999999999999999999.0.0",
                "-1.0.0"
            })
    void refusesEverythingElse(String text) {
        assertThat(SemanticVersion.parse(text)).isEmpty();
        assertThatThrownBy(() -> SemanticVersion.of(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1.0.0-beta.1");
    }

    @Test
    void refusesVersionsThatAreTooLong() {
        assertThat(SemanticVersion.parse("1.0.0-" + "a".repeat(251))).isEmpty();
        assertThat(SemanticVersion.parse("1.0.0-" + "a".repeat(250))).isPresent();
    }

    @ParameterizedTest(name = "{0} is published as {1}")
    @CsvSource({
        "v1.0.0, 1.0.0",
        "=v1.0.0, 1.0.0",
        "' = 1.0.0 ', 1.0.0",
        "1.0.0+build, 1.0.0",
        "1.0.0-a+b, 1.0.0-a",
        "1.0.0beta, 1.0.0-beta",
        "1.02.0003-rc.01, 1.2.3-rc.1",
        "1.2.3-01a.0.00, 1.2.3-01a.0.0",
        "'\u00a01.0.0\ufeff', 1.0.0",
        "1.0.0.beta, 1.0.0.beta",
        "V1.0.0, V1.0.0",
        "1.0, 1.0",
        "9007199254740992.0.0, 9007199254740992.0.0",
        "1.0.0-9007199254740992, 1.0.0-9007199254740992"
    })
    void cleansAsNpmDoes(String written, String published) {
        assertThat(SemanticVersion.clean(written)).isEqualTo(published);
    }

    /** The order of semver.org, section 11, and some more of node's tests. */
    @Test
    void ordersByPrecedence() {
        List<SemanticVersion> ordered = List.of(
                        "0.0.1",
                        "0.9.0",
                        "0.10.0",
                        "1.0.0-0",
                        "1.0.0-2",
                        "1.0.0-11",
                        "1.0.0-alpha",
                        "1.0.0-alpha.1",
                        "1.0.0-alpha.beta",
                        "1.0.0-beta",
                        "1.0.0-beta.2",
                        "1.0.0-beta.11",
                        "1.0.0-rc.1",
                        "1.0.0",
                        "1.2.0",
                        "1.10.0",
                        "2.0.0-0",
                        "2.0.0",
                        "10.0.0")
                .stream()
                .map(SemanticVersion::of)
                .toList();
        List<SemanticVersion> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(42));

        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void buildMetadataTakesNoPartInTheOrder() {
        assertThat(SemanticVersion.of("1.0.0+a")).isEqualByComparingTo(SemanticVersion.of("1.0.0+b"));
    }
}
