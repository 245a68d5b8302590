package io.artispace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "com/acme/app/1.0/app-1.0.jar",
                "@acme/app/-/app-1.0.0.tgz",
                "1.0+b5",
                "...",
                ".meta/x",
                "ä/日本"
            })
    void wellFormedPathIsKeptAsItIs(String path) {
        assertThat(FilePath.of(path).value()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "a/.",
                "a\\b",
                "a\u0000b",
                "a\nb",
                "a/\u202Eb",
                " a",
                "a ",
                "a\u0308",
                "\uD800"
            })
    void malformedPathIsRefused(String path) {
        assertThatThrownBy(() -> FilePath.of(path)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void longNamesAreRefusedAndQuotedShort() {
        assertThatThrownBy(() -> FilePath.of("a/" + "b".repeat(300))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PackageName.of("p".repeat(513)))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(250));
    }

    @Test
    void quotedTextCannotForgeALine() {
        assertThat(Quote.of("a\nERROR b\u202E")).isEqualTo("\"a?ERROR b?\"");
        assertThat(Quote.of("x".repeat(1000))).hasSize(123);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a/b", "a b", "a@b", "a~b", "ä"})
    void malformedRepositoryNameIsRefused(String name) {
        assertThatThrownBy(() -> Hosted.named(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a-z");
    }
}
