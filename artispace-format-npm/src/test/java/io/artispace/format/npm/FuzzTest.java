package io.artispace.format.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.InvalidInputException;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.SemanticVersion;
import io.artispace.testkit.Mutations;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

/** Slightly damaged documents, names and versions: each is either accepted as a whole or refused. */
class FuzzTest {
    private static final int ROUNDS = 3_000;
    private static final String[] JSON = {
        "null",
        "true",
        "1e999",
        "-",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "\u0000",
        "\u00e9",
        "\"name\":",
        "\"version\":",
        "\"versions\":",
        "\"dist-tags\":",
        "\"_attachments\":",
        "\"data\":",
        "\"length\":",
        "\"__proto__\":",
        "\"app\"",
        "\"other\"",
        "\"1.0.0\"",
        "\"2.0.0\"",
        "\"../x\"",
        "{}",
        "[]",
        "\"\"",
        "99999999999999"
    };
    private static final String[] NAMES = {
        "@", "/", "..", ".", "%2f", "-", "_", "~", " ", "\u0000", "\u202e", "A", "node_modules", "\ud83d\ude00"
    };
    private static final String[] VERSIONS = {
        ".", "-", "+", "0", "00", "99999999999999999999", "v", "=", " ", "x", "*", "alpha", "^", "\u0661"
    };

    @Test
    void publishDocumentsAreTakenWholeOrNotAtAll() {
        byte[] document = new PublishBody("app", "1.0.0").json().toString().getBytes(UTF_8);
        NpmFixture[] current = {new NpmFixture()};

        new Mutations(document, JSON).search(ROUNDS, variant -> {
            NpmFixture fixture = current[0];
            Reply reply = fixture.call("PUT", "app")
                    .body(new ByteArrayInputStream(variant))
                    .send();

            assertThat(reply.status()).as(reply.text()).isBetween(200, 499);
            assertThat(reply.text()).doesNotContain("Exception", "jackson");
            Reply packument = fixture.get("app");
            if (packument.status() == 200) {
                assertThat(reply.status()).isEqualTo(201);
                checkWhole(fixture, packument);
                fixture.close();
                current[0] = new NpmFixture();
            } else {
                assertThat(packument.status()).isEqualTo(404);
            }
        });
        current[0].close();
    }

    private static void checkWhole(NpmFixture fixture, Reply packument) {
        var manifest = packument.json().path("versions").path("1.0.0");
        assertThat(packument.json().path("name").asText()).isEqualTo("app");
        assertThat(manifest.path("name").asText()).isEqualTo("app");
        assertThat(manifest.path("dist").path("integrity").asText()).startsWith("sha512-");
        assertThat(fixture.get("app/-/app-1.0.0.tgz").status()).isEqualTo(200);
    }

    @Test
    void changesOfADocumentAreTakenWholeOrNotAtAll() {
        try (NpmFixture fixture = new NpmFixture()) {
            fixture.publish("app", "1.0.0");
            byte[] document = fixture.get("app").bytes();

            new Mutations(document, JSON).search(ROUNDS, variant -> {
                Reply reply = fixture.call("PUT", "app")
                        .body(new ByteArrayInputStream(variant))
                        .send();

                assertThat(reply.status()).as(reply.text()).isBetween(200, 499);
                checkWhole(fixture, fixture.get("app"));
            });
        }
    }

    @Test
    void namesAreReadOrRefused() {
        for (String valid : new String[] {"app", "@scope/some-package.js"}) {
            new Mutations(valid.getBytes(UTF_8), NAMES).search(ROUNDS, variant -> {
                try {
                    NpmName name = new NpmName(new String(variant, UTF_8));
                    name.requirePublishable();
                    assertThat(name.packageName().value()).isEqualTo(name.value());
                } catch (InvalidInputException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            });
        }
    }

    @Test
    void versionsAreReadOrRefused() {
        new Mutations("10.20.30-alpha.1+build.5".getBytes(UTF_8), VERSIONS).search(ROUNDS, variant -> {
            String text = new String(variant, UTF_8);

            SemanticVersion.parse(text)
                    .ifPresent(version -> assertThat(version)
                            .isEqualByComparingTo(SemanticVersion.parse(text).orElseThrow()));
            assertThat(SemanticVersion.clean(text)).isNotNull();
        });
    }
}
