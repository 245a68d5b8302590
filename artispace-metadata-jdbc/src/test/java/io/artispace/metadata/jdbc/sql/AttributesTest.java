package io.artispace.metadata.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private static final String TWO = "{\"name\":\"A library\",\"url\":\"https://example.com/ä?x={y},\"}";

    private final Attributes attributes = new Attributes();

    @Test
    void attributesAreOneTextInTheOrderOfTheirKeys() {
        Map<String, String> two = Map.of("url", "https://example.com/ä?x={y},", "name", "A library");

        assertThat(attributes.write(two)).isEqualTo(TWO);
        assertThat(attributes.read(TWO)).isEqualTo(two);
        assertThat(attributes.write(Map.of())).isEqualTo("{}");
        assertThat(attributes.read("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\\",
                "\n",
                "\t",
                "\u0000",
                "\u001f",
                "a\"b",
                "\"}",
                "\\\"",
                "\ud83d\ude00",
                "\u2028",
                "','"
            })
    void everyCharacterComesBack(String text) {
        Map<String, String> inValue = Map.of("a", "b", "key", text, "z", "y");
        Map<String, String> inKey = Map.of("a", "b", text, "value", "z", "y");

        assertThat(attributes.read(attributes.write(inValue))).isEqualTo(inValue);
        assertThat(attributes.read(attributes.write(inKey))).isEqualTo(inKey);
    }

    @Test
    void jsonThatAnotherWroteIsReadToo() {
        assertThat(attributes.read(" { \"a\" : \"b\", \"c\" : \"\\u0064\" } ")).isEqualTo(Map.of("a", "b", "c", "d"));
    }

    @Test
    void textThatWasCutIsDamaged() {
        for (int i = 1; i < TWO.length(); i++) {
            String cut = TWO.substring(0, i);
            assertThatThrownBy(() -> attributes.read(cut)).as(cut).isInstanceOf(StorageFailedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1}", "{\"a\":null}", "{\"a\":\"b\",}", "{\"a\":\"b\"\"c\":\"d\"}", "{,\"a\":\"b\"}"})
    void jsonOtherThanAnObjectOfStringsIsDamage(String text) {
        assertThatThrownBy(() -> attributes.read(text))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("integrity_check");
    }
}
