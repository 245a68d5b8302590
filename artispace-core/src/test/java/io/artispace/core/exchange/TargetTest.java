package io.artispace.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest(name = "{0} is {2} in {1}")
    @CsvSource({
        "/, '', ''",
        "/npm, npm, ''",
        "/npm/, npm, ''",
        "/npm/a, npm, a",
        "/npm/a/, npm, a/",
        "/npm/@s/foo, npm, @s/foo",
        "/npm/@s%2ffoo, npm, @s/foo",
        "/npm/@s%2Ffoo, npm, @s/foo",
        "/npm/%40s%2ffoo, npm, @s/foo",
        "/npm/%40%73%2F%66oo, npm, @s/foo",
        "/npm%2F@s/foo, npm, @s/foo",
        "/m/a/1.0+b5/a-1.0+b5.jar, m, a/1.0+b5/a-1.0+b5.jar",
        "/m/a/1.0%2Bb5/a-1.0%2bb5.jar, m, a/1.0+b5/a-1.0+b5.jar",
        "/m/caf%C3%A9, m, café",
        "/m/%F0%9F%98%80, m, 😀",
        "/m/a%20b, m, a b",
        "/m/.meta/prefixes.txt, m, .meta/prefixes.txt",
        "/m/..., m, ...",
        "/m/..a/a.., m, ..a/a..",
        "/m/a;v=1, m, a;v=1",
        "/m/a%3Fb%23c, m, a?b#c",
        "/npm/-/user/org.couchdb.user:bob, npm, -/user/org.couchdb.user:bob",
    })
    void readsOneSpellingAsItIs(String raw, String repository, String path) {
        Target target = Target.of(raw, "");

        assertThat(target).isEqualTo(new Target(repository, path, Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // steps, in every encoding
                "/..",
                "/.",
                "/../m/a",
                "/./m/a",
                "/m/..",
                "/m/.",
                "/m/../n/a",
                "/m/a/../b",
                "/m/a/./b",
                "/m/a/..",
                "/m/a/../",
                "/m/%2e%2e/n",
                "/m/%2E%2e/n",
                "/m/.%2e/n",
                "/m/%2e./n",
                "/m/%2e/a",
                "/m/a%2f..%2fb",
                "/m/a%2f%2e%2e%2fb",
                "/%2e%2e/m/a",
                "/%2e%2e%2fm/a",
                // empty segments
                "//",
                "//m/a",
                "/m//",
                "/m//a",
                "/m/a//",
                "/m/a//b",
                "/m/%2fa",
                "/m/a%2f%2fb",
                "/m/a/%2f",
                "/%2fm/a",
                "/m%2f/a",
                // escapes that are no escapes
                "/m/%",
                "/m/a%",
                "/m/a%2",
                "/m/%zz",
                "/m/%2g",
                "/m/%u002e",
                "/m/%-1",
                "/m/% 1",
                "/%",
                "/m/%%32%65",
                // no UTF-8: continuation, truncated, overlong, surrogates, too large
                "/m/%80",
                "/m/%ff",
                "/m/%c3",
                "/m/%c3/a",
                "/m/%c0%ae%c0%ae/a",
                "/m/%c0%af",
                "/m/%e0%80%af",
                "/m/%f0%80%80%af",
                "/m/%ed%a0%80",
                "/m/%ed%b0%80",
                "/m/%f4%90%80%80",
                "/m/%e2%82",
                "/m/caf%e9",
                // control and invisible characters
                "/m/a%00",
                "/m/a%00.jar",
                "/m/%0a",
                "/m/%0d%0aSet-Cookie:x",
                "/m/a%09b",
                "/m/%7f",
                "/m/%c2%85",
                "/m/%e2%80%ae",
                "/m/%e2%80%8b",
                "/m/%e2%80%a8",
                "/m/%ef%bb%bfa",
                // backslashes
                "/m/a%5cb",
                "/m/..%5c..%5cetc",
                "/m/%5c%5chost",
                "/m\\a",
                "/m/a\\..\\b",
                // what must come encoded
                "/m/a b",
                "/m/a#b",
                "/m/a?b",
                "/m/é",
                "/m/a\u0000",
                "/m/a\n",
                "/m/a\u007f",
                // not in NFC
                "/m/cafe%CC%81",
                "/m/%E2%84%AB",
                "/cafe%CC%81/a",
                // edges
                "/m/%20a",
                "/m/a%20",
                "/m/%20"
            })
    void refusesHostileSpellings(String raw) {
        assertThatThrownBy(() -> Target.of(raw, "")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void decodesOnlyOnce() {
        assertThat(Target.of("/m/%252e%252e/a", "").path()).isEqualTo("%2e%2e/a");
        assertThat(Target.of("/m/%252f", "").path()).isEqualTo("%2f");
    }

    @Test
    void refusesPathsAndSegmentsThatAreTooLong() {
        String longest =
                "/m/" + "a".repeat(255) + "/" + "b".repeat(255) + "/" + "c".repeat(255) + "/" + "d".repeat(255);

        assertThat(Target.of(longest, "").path()).hasSize(1023);
        assertThatThrownBy(() -> Target.of("/m/" + "a".repeat(256), "")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Target.of(longest + "/e", "")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Target.of("/m/" + "a/".repeat(5_000), "")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void messageQuotesTheTargetAndSaysWhy() {
        assertThatThrownBy(() -> Target.of("/m/%zz", ""))
                .hasMessage(
                        "Cannot read the request target \"/m/%zz\": it holds a percent sign that does not begin an escape such as %2F.");
    }

    @Test
    void readsTheQuery() {
        Map<String, List<String>> query = Target.of("/m", "text=a+b%2Bc&size=20&text=x%3Dy&&flag&empty=&%6bey=%22U%22")
                .query();

        assertThat(query)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "text", List.of("a b+c", "x=y"),
                        "size", List.of("20"),
                        "flag", List.of(""),
                        "empty", List.of(""),
                        "key", List.of("\"U\"")));
    }

    @ParameterizedTest(name = "?{0}")
    @ValueSource(strings = {"a=%", "a=%c0%ae", "a=%00", "%zz=1", "a=b c", "a=%0d%0a", "a=\u00e9", "a=\\"})
    void refusesHostileQueries(String raw) {
        assertThatThrownBy(() -> Target.of("/m", raw)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void limitsTheNumberOfParameters() {
        String most = IntStream.range(0, 64).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));

        assertThat(Target.of("/m", most).query()).hasSize(64);
        assertThatThrownBy(() -> Target.of("/m", most + "&q=1")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Target.of("/m", "a=" + "x".repeat(10_000))).isInstanceOf(InvalidInputException.class);
    }
}
