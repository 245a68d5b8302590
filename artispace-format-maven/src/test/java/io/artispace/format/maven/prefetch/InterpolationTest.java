package io.artispace.format.maven.prefetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolationTest {
    @Test
    void propertiesThatContainEachOtherDoNotGrowWithoutEnd() {
        StringBuilder pom =
                new StringBuilder("<project><groupId>x</groupId><artifactId>${p0}</artifactId><properties>");
        for (int i = 0; i < 60; i++) {
            pom.append("<p%1$d>${p%2$d}${p%2$d}</p%1$d>".formatted(i, i + 1));
        }
        pom.append("<p60></p60><self>${self}</self></properties></project>");
        Model model = ModelReader.read(
                "a POM", new ByteArrayInputStream(pom.toString().getBytes(UTF_8)));

        Interpolation values = new Interpolation(Map.of(), model.active().properties());

        assertThat(values.apply("${p0}")).hasSizeLessThan(20_000);
        assertThat(values.apply("a${self}b${unknown}c${p59}d${open")).isEqualTo("a${self}b${unknown}cd${open");
    }

    @Test
    void longPropertiesThatContainOneAnotherDoNotAddUp() {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            properties.put("p" + i, "${p" + (i + 1) + "}" + "x".repeat(10_000));
        }

        assertThat(new Interpolation(Map.of(), properties).apply("${p0}")).hasSizeLessThan(1_000);
    }
}
