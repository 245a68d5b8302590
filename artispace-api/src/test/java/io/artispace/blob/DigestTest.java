package io.artispace.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
    @Test
    void bytesAndHexAreTheSameDigest() {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) 0xab;

        Digest digest = Digest.of(DigestAlgorithm.SHA1, bytes);

        assertThat(digest.hex()).isEqualTo("ab" + "0".repeat(38));
        assertThat(digest.bytes()).isEqualTo(bytes);
        assertThat(digest).hasToString("SHA-1:ab" + "0".repeat(38));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ab", "AB00000000000000000000000000000000000000", "zz00000000000000000000000000000000000000"
            })
    void malformedHexIsRefused(String hex) {
        assertThatThrownBy(() -> new Digest(DigestAlgorithm.SHA1, hex))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("40 characters");
    }

    @Test
    void digestOfAnotherAlgorithmIsRefused() {
        Digest md5 = new Digest(DigestAlgorithm.MD5, "0".repeat(32));

        assertThatThrownBy(() -> new Digests(md5, null, null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
