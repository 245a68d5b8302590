package io.artispace.format.maven.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.blob.DigestAlgorithm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    @ParameterizedTest
    @ValueSource(
            strings = {
                MD5,
                "D41D8CD98F00B204E9800998ECF8427E",
                MD5 + "\n",
                "  " + MD5 + "\r\n",
                MD5 + "  lib-1.0.jar\n",
                MD5 + " *lib-1.0.jar",
                "MD5(lib-1.0.jar)= " + MD5,
                "MD5 (lib-1.0.jar) = " + MD5,
            })
    void readsEverySpellingOfAChecksum(String text) {
        assertThat(Checksums.parse(DigestAlgorithm.MD5, "x.md5", text).hex()).isEqualTo(MD5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=",
                "d41d8cd98f00b204e9800998ecf8427",
                "lib.jar " + MD5,
                "<html>",
                "g41d8cd98f00b204e9800998ecf8427e"
            })
    void refusesWhatHoldsNoChecksum(String text) {
        assertThatThrownBy(() -> Checksums.parse(DigestAlgorithm.MD5, "x.md5", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must hold a MD5 digest of 32 hexadecimal characters");
    }
}
