package io.artispace.format.npm.tarball;

import static io.artispace.format.npm.tarball.TarballInspectorTest.inspect;
import static io.artispace.format.npm.tarball.TarballInspectorTest.record;
import static io.artispace.format.npm.tarball.TarballInspectorTest.refused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers say of the entry behind them, in all forms that packers write, and what must not be said in two ways. */
final class TarballHeadersTest {
    private static final String MANIFEST = "{\"name\":\"a\",\"version\":\"1.0.0\"}";
    private static final int SIZE = 124;
    private static final int LINK = 157;
    private static final int PREFIX = 345;

    @Test
    void readsPathsThatAreSplitInTwo() {
        byte[] archive = Tarballs.begin().file("package.json", MANIFEST).plain();

        assertThat(inspect(with(archive, PREFIX, "package".getBytes(US_ASCII))).fileCount())
                .isOne();
    }

    @Test
    void readsSizesThatAreNotInDigits() {
        byte[] archive = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        byte[] size = new byte[12];
        size[0] = (byte) 0x80;
        size[11] = (byte) MANIFEST.length();

        assertThat(inspect(with(archive, SIZE, size)).unpackedSize()).isEqualTo(MANIFEST.length());
    }

    @Test
    void refusesSizesThatAreNegativeOrMalformed() {
        byte[] archive = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        byte[] minusOne = new byte[12];
        Arrays.fill(minusOne, (byte) 0xff);

        refused(with(archive, SIZE, minusOne), "negative");
        refused(with(archive, SIZE, "0000000x036".getBytes(US_ASCII)), "malformed number");
    }

    @Test
    void theSizeInAnExtendedHeaderCounts() {
        byte[] behind = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        byte[] tarball = Tarballs.begin()
                .extended(record("size=0"))
                .file("package/empty", Arrays.copyOf(behind, 1024))
                .gzip();

        assertThat(inspect(tarball).fileCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"path=package/package.json", "size=0"})
    void refusesPathsAndSizesOfAllEntries(String text) {
        byte[] archive = Tarballs.begin()
                .extended(record(text))
                .file("package/package.json", MANIFEST)
                .plainAndGlobal();

        refused(Tarballs.gzip(archive), "global header");
    }

    @Test
    void refusesEntriesWithTwoLongPaths() {
        byte[] tarball = Tarballs.begin()
                .extended(record("path=package/decoy.js"))
                .extended(record("path=package/package.json"))
                .file("package/x", MANIFEST)
                .gzip();

        refused(tarball, "two paths");
    }

    @Test
    void refusesExtendedHeadersWithTheTargetOfALink() {
        byte[] archive = Tarballs.begin()
                .extended(record("comment=x"))
                .file("package/package.json", MANIFEST)
                .plain();

        refused(with(archive, LINK, new byte[] {'x'}), "target");
    }

    @Test
    void refusesDirectoriesWithContent() {
        byte[] archive = Tarballs.begin()
                .file("package/file", new byte[512])
                .file("package/package.json", MANIFEST)
                .plain();

        refused(with(archive, "package/fil".length(), new byte[] {'/'}), "has content");
    }

    @Test
    void refusesManifestsAndExtendedHeadersThatAreTooLarge() {
        String spaces = " ".repeat(2 * 1024 * 1024);

        refused(Tarballs.begin().file("package/package.json", MANIFEST + spaces).gzip(), "more than 2097152 bytes");
        refused(
                Tarballs.begin()
                        .extended(record("comment=" + "x".repeat(64 * 1024)))
                        .file("package/package.json", MANIFEST)
                        .gzip(),
                "more than 65536 bytes");
    }

    /** Changes the first header of an archive, and compresses it. */
    private static byte[] with(byte[] archive, int offset, byte[] bytes) {
        byte[] changed = archive.clone();
        System.arraycopy(bytes, 0, changed, offset, bytes.length);
        Tarballs.sum(changed, 0);
        return Tarballs.gzip(changed);
    }
}
