package io.artispace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "com.acme.**, com.acme, true",
        "com.acme.**, com.acme:app, true",
        "com.acme.**, com.acme.tools:cli, true",
        "com.acme.**, com.acme.a.b.c:d, true",
        "com.acme.**, com.acmeevil:app, false",
        "com.acme.**, com:acme, false",
        "com.acme.**, com, false",
        "com.*.**, com.acme.tools:cli, true",
        "com.*.**, com.acme, true",
        "com.*.**, org.acme, false",
        ".**, com.acme, false",
        "com.acme:*, com.acme:app, true",
        "com.acme:*, com.acme.tools:app, false",
        "@acme/*, @acme/lib.js, true",
        "@acme/*, @acme/a-b, true",
        "@acme/*, @acme-evil/a, false",
        "@acme/*, @ACME/a, false",
        "@acme/*, acme, false",
        "left-pad, left-pad, true",
        "left-pad, left-pad2, false",
        "left-pad*, left, false",
        "left-*, right-pad, false",
        "*-internal, a-internal, true",
        "*-internal, @x/a-internal, false",
        "**-internal, @x/a-internal, true",
        "a*b*c, aXbYc, true",
        "a*b*c, abc, true",
        "a*b*c, acb, false",
        "**, @x/y, true",
    })
    void nameFitsAsAWhole(String pattern, String name, boolean fits) {
        assertThat(NamePattern.of(pattern).matches(PackageName.of(name))).isEqualTo(fits);
    }

    @Test
    void manyStarsTakeNoLongTime() {
        NamePattern pattern = NamePattern.of("a*".repeat(100) + "b");

        assertThat(pattern.matches(PackageName.of("a".repeat(500)))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "left-pad, left-pad, 1.0.0, true",
        "left-pad@1.0.0, left-pad, 1.0.0, true",
        "left-pad@1.0.0, left-pad, 1.0.1, false",
        "@acme/*@1.0.0, @acme/a, 1.0.0, true",
        "@acme/a, @acme/a, 7, true",
        "com.acme:app@1.2, com.acme:app, 1.2, true",
    })
    void versionPatternIsReadFromTheRight(String text, String name, String version, boolean fits) {
        VersionPattern pattern = VersionPattern.of(text);

        assertThat(pattern.matches(PackageName.of(name), version)).isEqualTo(fits);
        assertThat(pattern).hasToString(text);
    }

    @Test
    void malformedPatternsAndAgesAreRefused() {
        assertThatThrownBy(() -> NamePattern.of("")).isInstanceOf(InvalidInputException.class);
        for (String odd :
                new String[] {"left-pad\tx", "left-pad\n", "left-pad\r@1.0.0", "left-pad@1.0.0\n", "left-pad@1\t0"}) {
            assertThatThrownBy(() -> VersionPattern.of(odd)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> VersionPattern.of("left-pad@")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Policies.none().minimumAge(Duration.ofDays(-1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void reasonOfBlockIsOneLine() {
        Block block = Block.of("left-pad", "Malicious.\r\nUse 1.2.4.\n");

        assertThat(block.reason()).isEqualTo("Malicious. Use 1.2.4.");
    }
}
