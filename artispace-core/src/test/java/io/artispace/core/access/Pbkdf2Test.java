package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.access.Secret;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pbkdf2Test {
    private final Pbkdf2 hash = new Pbkdf2(1_000, new SecureRandom());

    @ParameterizedTest
    @ValueSource(strings = {"secret", "pässwörd 😀", "a:b", "x"})
    void aPasswordMatchesItsOwnHashOnly(String password) {
        String stored = hash.of(Secret.of(password));

        assertThat(hash.matches(Secret.of(password), stored)).isTrue();
        assertThat(hash.matches(Secret.of(password + "x"), stored)).isFalse();
        assertThat(hash.matches(Secret.of(password), hash.unmatched())).isFalse();
    }

    @Test
    void theSamePasswordHasAnotherHashEachTime() {
        assertThat(hash.of(Secret.of("secret"))).isNotEqualTo(hash.of(Secret.of("secret")));
    }

    @Test
    void theTextSaysAlgorithmAndCostAndNotThePassword() {
        assertThat(hash.of(Secret.of("secret")))
                .startsWith("pbkdf2-sha256$1000$")
                .doesNotContain("secret");
    }

    @Test
    void hashesOfAnotherCostAreStillUnderstood() {
        String older = new Pbkdf2(10, new SecureRandom()).of(Secret.of("secret"));

        assertThat(hash.matches(Secret.of("secret"), older)).isTrue();
    }

    @Test
    void agreesWithAPublishedVector() {
        // RFC 7914 section 11: PBKDF2-HMAC-SHA256 of "passwd" and "salt", one iteration, 64 bytes.
        String vector = "pbkdf2-sha256$1$c2FsdA==$"
                + "VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJypzM8Xm2RZkWZLOdd+8xfHG4RbHjC9UJESBB06GXgw==";

        assertThat(hash.matches(Secret.of("passwd"), vector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "bcrypt$1$c2FsdA==$c2FsdA==",
                "pbkdf2-sha256$x$c2FsdA==$c2FsdA==",
                "pbkdf2-sha256$1$!$!"
            })
    void damagedTextIsAFailureOfTheStore(String stored) {
        assertThatThrownBy(() -> hash.matches(Secret.of("secret"), stored))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("Set the user's password anew.");
    }
}
