package io.artispace.format.npm.tarball;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.InvalidInputException;
import io.artispace.testkit.Mutations;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;

/** Slightly damaged tarballs: each is either read or refused. */
class TarballFuzzTest {
    private static final int ROUNDS = 2_000;
    private static final int BLOCK = 512;
    private static final String MANIFEST = "{\"name\":\"a\",\"version\":\"1.0.0\"}";
    private static final String[] WORDS = {
        "package/",
        "package/package.json",
        "../",
        "/",
        "\u0000",
        "ustar",
        "00000000000",
        "77777777777",
        "\u0080\u00ff\u00ff\u00ff",
        "29 path=package/package.json\n",
        "11 size=-1\n",
        "99999999999999999999 path=x\n",
        "x",
        "g",
        "L",
        "1",
        "2",
        "5",
        MANIFEST
    };

    @Test
    void archivesAreReadOrRefused() {
        byte[] archive = Tarballs.begin()
                .extended("29 path=package/package.json\n")
                .file("package/other.json", MANIFEST)
                .entry("package/lib", TarArchiveEntry.LF_DIR, "")
                .file("package/" + "long/".repeat(30) + "index.js", "1;")
                .file("package/README.md", "# a")
                .plain();

        new Mutations(archive, WORDS).search(ROUNDS, variant -> {
            read(Tarballs.gzip(variant));
            for (int header = 0; header + BLOCK <= variant.length; header += BLOCK) {
                Tarballs.sum(variant, header);
            }
            read(Tarballs.gzip(variant));
        });
    }

    @Test
    void compressedBytesAreReadOrRefused() {
        byte[] tarball = TarballInspectorTest.concat(Tarballs.of(MANIFEST), Tarballs.gzip(new byte[BLOCK]));

        new Mutations(tarball, "\u001f\u008b\u0008", "\u0000\u0000\u00ff\u00ff", "\u0003\u0000")
                .search(ROUNDS, TarballFuzzTest::read);
    }

    private static void read(byte[] tarball) {
        try {
            PackedPackage packed = TarballInspectorTest.inspect(tarball);

            assertThat(packed.fileCount()).isNotNegative();
            assertThat(packed.unpackedSize()).isNotNegative();
        } catch (InvalidInputException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("Exception");
        }
    }
}
