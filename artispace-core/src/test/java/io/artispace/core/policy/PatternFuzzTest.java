package io.artispace.core.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.policy.NamePattern;
import io.artispace.policy.VersionPattern;
import io.artispace.testkit.Mutations;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Slightly damaged patterns: each is either refused or soon compared with any name. */
class PatternFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final String[] WORDS = {
        "*",
        "**",
        "***",
        ".**",
        "*.",
        ":",
        "@",
        "/",
        "@1.0",
        "\\",
        "[a-z]",
        "(",
        "+",
        "?",
        "$",
        "\u0000",
        "\n",
        "e\u0301",
        "\ud83d\ude00"
    };
    private static final PackageName LONG = PackageName.of("com.acme." + "a.".repeat(200) + "b:app");

    @Test
    void patternsAreReadOrRefused() {
        for (String valid : new String[] {"com.acme.**", "@acme/*-internal@1.2.3", "*a*b*c**d*.**"}) {
            new Mutations(valid.getBytes(UTF_8), WORDS).search(ROUNDS, variant -> {
                String text = new String(variant, UTF_8);
                long begin = System.nanoTime();
                try {
                    assertThat(NamePattern.of("**").matches(LONG)).isTrue();
                    NamePattern.of(text).matches(LONG);
                    assertThat(VersionPattern.of(text)).hasToString(text);
                    VersionPattern.of(text).matches(LONG, "1.0");
                } catch (InvalidInputException refused) {
                    assertThat(refused.getMessage()).isNotBlank().doesNotContain("Exception");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            });
        }
    }
}
