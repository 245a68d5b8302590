package io.artispace.format.npm.upstream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.InvalidInputException;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Slightly damaged packuments of an upstream: each is either read or refused. */
class UpstreamFuzzTest {
    private static final int ROUNDS = 1_000;
    private static final String[] JSON = {
        "null",
        "1e999",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\u0000",
        "\\ud800",
        "\"versions\":",
        "\"time\":",
        "\"dist\":",
        "{}",
        "[]",
        "\"1.0.0\""
    };

    @Test
    void packumentsOfAnUpstreamAreReadOrRefused() throws IOException {
        NpmName name = new NpmName("JSONThing");
        byte[] recorded;
        try (InputStream in = requireNonNull(UpstreamFuzzTest.class.getResourceAsStream("upstream-packument.json"))) {
            recorded = in.readAllBytes();
        }
        new Mutations(recorded, JSON).search(ROUNDS, variant -> {
            try {
                assertThat(UpstreamPackumentReader.read(name, new ByteArrayInputStream(variant))
                                .versions())
                        .extracting(UpstreamPackage.Version::name)
                        .doesNotHaveDuplicates();
            } catch (InvalidInputException refused) {
                assertThat(refused.getMessage()).isNotBlank().doesNotContain("Exception", "jackson");
            } catch (IOException e) {
                throw new AssertionError("A document in memory can be read.", e);
            }
        });
    }
}
