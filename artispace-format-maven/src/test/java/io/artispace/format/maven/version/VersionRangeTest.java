package io.artispace.format.maven.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    /** An underscore stands for a blank. */
    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "[1.0,2.0) 1.0 true",
                "[1.0,2.0) 1.9.9 true",
                "[1.0,2.0) 2.0 false",
                "[1.0,2.0) 2.0-SNAPSHOT true",
                "(1.0,2.0] 1.0 false",
                "(1.0,2.0] 2.0 true",
                "(,1.0] 0.1 true",
                "[1.0,) 99 true",
                "[1.0] 1 true",
                "[1.0] 1.1 false",
                "[1.*] 0.9 false",
                "[1.*] 1 true",
                "[1.*] 1.9.9 true",
                "[1.*] 10 false",
                "[1.2.*] 1.2-SNAPSHOT true",
                "[1.2.*] 1.20 false",
                "[1.2.*] 1.3-alpha-1 false",
                "[1.0,1.2),[1.5,) 1.3 false",
                "[1.0,1.2),[1.5,) 1.5 true",
                "[1.0,1.2),_[1.5,) 1.5 true",
                "[1.0,1.2)_,_[_1.5_,_) 1.5 true",
                "[1.0,1.2)__,_[1.5,)_ 1.3 false",
                "[1.0],_ 1.0 true",
                "[1.0][2.0] 2.0 true",
                "[1.0]_[2.0] 1.5 false",
            })
    void holdsTheVersionsBetweenItsBounds(String range, String version, boolean contained) {
        VersionRange parsed = VersionRange.parse(range.replace('_', ' '));

        assertThat(parsed.contains(MavenVersion.of(version))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[]", "(1.0)", "[1.0", "[2.0,1.0]", "[1,2,3]", "[1,2)x", ",[1]", "[1],,[2]"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is not a version range");
    }

    @Test
    void aRangeHasAtMostAHundredIntervals() {
        assertThat(VersionRange.parse("[1],".repeat(99) + "[2]").contains(MavenVersion.of("2")))
                .isTrue();
        assertThatThrownBy(() -> VersionRange.parse("[1],".repeat(100) + "[2]"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 100 intervals");
    }
}
