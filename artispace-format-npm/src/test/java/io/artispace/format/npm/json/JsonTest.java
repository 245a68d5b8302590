package io.artispace.format.npm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.TooLargeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "null",
                "true",
                "[]",
                "{}",
                "\"text\"",
                "1",
                "-1.5",
                "123456789012345678901234567890",
                "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00fc\\ud83d\\ude00\\n\\\"\\\\\"}"
            })
    void writesWhatItReads(String json) {
        assertThat(JsonText.of(read(json))).isEqualTo(json);
    }

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{}x",
                "'a'",
                "{a:1}",
                "NaN",
                "01",
                "[1,]",
                "// c\n1",
                "\"a\nb\"",
                "\"\\x\"",
                "tru"
            })
    void refusesWhatIsNotStrictlyJson(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesDeepNesting() {
        assertThat(read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
        assertThatThrownBy(() -> read("[".repeat(101) + "]".repeat(101)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesTooManyValues() {
        assertThatThrownBy(() -> read("[" + "0,".repeat(60_000) + "0]")).isInstanceOf(TooLargeException.class);
    }

    @Test
    void refusesTooManyBytes() {
        assertThatThrownBy(() -> read("\"" + "a".repeat(Json.MAX_VALUE_SIZE) + "\""))
                .isInstanceOf(TooLargeException.class);
    }

    @Test
    void refusesNumbersOfManyDigits() {
        assertThatThrownBy(() -> read("1".repeat(200))).isInstanceOf(InvalidInputException.class);
    }

    /** Names whose hashes are all the same to a parser that is not prepared for them. */
    @Test
    void isNotSlowedDownByCollidingNames() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1 << 13; i++) {
            json.append(i == 0 ? "" : ",").append('"');
            for (int bit = 0; bit < 13; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":0");
        }

        assertThat(read(json.append('}').toString())).hasSize(1 << 13);
    }

    @Test
    void textIsAscii() {
        assertThat(text("ü\u0000\u007f\u2028😀")).isEqualTo("\"\\u00fc\\u0000\\u007f\\u2028\\ud83d\\ude00\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "plain", "\"", "\\a", "a\n", "\u00fc\u2028", "a \ud83d\ude00 b", "\u007f"})
    void textOfCharactersIsTheSame(String text) {
        JsonText json = new JsonText();
        json.append("[0,", 2, 3).appendText(("x" + text).toCharArray(), 1, text.length());

        assertThat(json.toString()).isEqualTo("," + text(text));
        assertThat(json.toBytes()).asString(StandardCharsets.US_ASCII).isEqualTo(json.toString());
    }

    @Test
    void grows() {
        String text = "a\n".repeat(10_000);
        JsonText json = new JsonText();
        json.appendText(text);
        json.append(',').append(json);

        String once = text(text) + ",";
        assertThat(json.toString()).isEqualTo(once + once);
    }

    @Test
    void acceptedJsonCanBeReadAgainFromTheStore() {
        String digits = "1".repeat(97);
        String number = digits + "e99";
        StringBuilder values = new StringBuilder("[");
        for (int i = 0; i < 49_000; i++) {
            values.append("0,");
        }
        String text = "\u007f".repeat(Json.MAX_VALUE_SIZE - 2);
        for (String json : List.of(number, values + "0]", "\"" + text + "\"", "[".repeat(100) + "]".repeat(100))) {
            JsonNode value = read(json);

            assertThat(Json.readStored(JsonText.of(value)).equals(value)).isTrue();
        }
    }

    private static String text(String value) {
        return new JsonText().appendText(value).toString();
    }

    private static JsonNode read(String json) {
        return Json.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "a test");
    }
}
