package io.artispace.format.npm.tarball;

import static io.artispace.format.npm.tarball.TarballInspectorTest.concat;
import static io.artispace.format.npm.tarball.TarballInspectorTest.inspect;
import static io.artispace.format.npm.tarball.TarballInspectorTest.record;
import static io.artispace.format.npm.tarball.TarballInspectorTest.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tarballs from which npm, or a client on another system, would install another manifest than the one that a plain reading finds. */
class TarballConfusionTest {
    private static final String MANIFEST = "{\"name\":\"a\",\"version\":\"1.0.0\"}";
    /** Where the second of two entries begins whose first has one block of content. */
    private static final int SECOND = 1024;

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(
            strings = {
                "package/c:package.json",
                "package/C:/package.json",
                "package/d:e:package.json",
                "package/package.json/x",
                "package/package.json.",
                "package/Package.json .",
                "package/package.json::$DATA",
                "package/PACKAG~1.JSO",
                "package/PA7EBA~1.JSO"
            })
    void refusesOtherNamesOfTheManifest(String path) {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file(path, "{}")
                .gzip();

        refused(tarball, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"package/pack\u200cage.json", "package/\ufeffPackage.json", "package/package\u202e.json/x"})
    void refusesNamesOfTheManifestWithCharactersThatNobodySees(String path) {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file(path, "{}")
                .gzip();

        refused(tarball, "another one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package/Binding.gyp",
                "package/binding.gyp.",
                "package/NPM-Shrinkwrap.json",
                "package/npm-shrinkwrap.json ",
                "package/npm-shrink\u200cwrap.json"
            })
    void refusesOtherSpellingsOfFilesForWhichNpmDoesMore(String path) {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file(path, "{}")
                .gzip();

        refused(tarball, "some systems");
    }

    @Test
    void takesFilesForWhichNpmDoesMoreWhereTheyAreSpeltAsItDoes() {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file("package/binding.gyp", "{}")
                .file("package/npm-shrinkwrap.json", "{}")
                .file("package/src/Binding.gyp", "{}")
                .gzip();

        assertThat(inspect(tarball).hasNativeSources()).isTrue();
        assertThat(inspect(tarball).hasShrinkwrap()).isTrue();
    }

    @Test
    void refusesDirectoriesNamedLikeTheManifest() {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .entry("package/package.json/", TarArchiveEntry.LF_DIR, "")
                .gzip();

        refused(tarball, "another one");
    }

    @ParameterizedTest(name = "refuses a number of another kind at {0}")
    @ValueSource(ints = {100, 108, 116, 136, 329, 337, 476, 488})
    void refusesNumbersForWhichNpmTakesContentForHeaders(int offset) {
        refused(decoy(header -> header[SECOND + offset] = (byte) 0x81), "number");
        refused(decoy(header -> Arrays.fill(header, SECOND + offset, SECOND + offset + 8, (byte) 0x80)), "number");
    }

    @Test
    void readsTheNumbersOfLargeOwners() {
        byte[] tarball = decoy(header -> {
            System.arraycopy(new byte[] {(byte) 0x80, 0, 0, 0, 0x7f, 1, 2, 3}, 0, header, SECOND + 108, 8);
            Arrays.fill(header, SECOND + 136, SECOND + 148, (byte) 0xff);
        });

        assertThat(inspect(tarball).fileCount()).isEqualTo(2);
    }

    @Test
    void refusesChecksumsThatRunIntoTheNextField() {
        byte[] archive = archive();
        byte[] digits = String.format("%8s", new String(archive, SECOND + 148, 6, ISO_8859_1))
                .replace(' ', '0')
                .getBytes(ISO_8859_1);
        System.arraycopy(digits, 0, archive, SECOND + 148, 8);

        refused(Tarballs.gzip(archive), "checksum");
    }

    @Test
    void refusesChecksumsThatAreNotInDigits() {
        byte[] archive = archive();
        int sum = Integer.parseInt(new String(archive, SECOND + 148, 6, ISO_8859_1), 8);
        System.arraycopy(
                new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, (byte) (sum >> 8), (byte) sum}, 0, archive, SECOND + 148, 8);

        refused(Tarballs.gzip(archive), "checksum");
    }

    @ParameterizedTest(name = "refuses a file with the target {0}")
    @CsvSource({"x, target", "'\0\nx', follows"})
    void refusesFilesWithTheTargetOfALink(String target, String reason) {
        String unescaped = target.replace("\\0", "\0").replace("\\n", "\n");
        byte[] bytes = unescaped.getBytes(ISO_8859_1);

        refused(decoy(header -> System.arraycopy(bytes, 0, header, SECOND + 157, bytes.length)), reason);
    }

    @Test
    void refusesTargetsOfLinksInExtendedHeaders() {
        byte[] tarball = Tarballs.begin()
                .extended(record("linkpath=../x"))
                .file("package/package.json", MANIFEST)
                .gzip();

        refused(tarball, "target");
    }

    @Test
    void refusesExtendedHeadersWithoutName() {
        byte[] archive = Tarballs.begin()
                .extended(record("path=package/decoy.js"))
                .file("package/a.json", MANIFEST)
                .plain();
        Arrays.fill(archive, 0, 100, (byte) 0);
        Tarballs.sum(archive, 0);

        refused(Tarballs.gzip(archive), "no name");
    }

    @Test
    void refusesNamesThatGoOnBehindTheirEnd() {
        refused(decoy(header -> header[SECOND + 50] = '\n'), "follows the end");
    }

    @Test
    void refusesPrefixesThatGoOnBehindTheirEnd() {
        refused(decoy(header -> header[SECOND + 350] = '\n'), "follows the end");
    }

    /** npm reads an extended header in pieces, and loses a record with a letter that is in two of them. */
    @Test
    void refusesManifestsThatHaveAnotherNameOnlyInAnExtendedHeader() {
        byte[] tarball = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .extended(record("path=package/decoy.js"))
                .file("package/package.json", "{}")
                .gzip();

        refused(tarball, "another one");
    }

    @Test
    void refusesPrefixesThatBeginWithNothing() {
        byte[] archive = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        archive[475] = 1;
        Tarballs.sum(archive, 0);

        refused(Tarballs.gzip(archive), "prefix");
    }

    @ParameterizedTest(name = "refuses \"{0}\" behind the last member")
    @ValueSource(strings = {"x", "xy", "garbage of more than eight bytes", "\0", "\0\0\0\0", "\u001f", "\u001f\u008b"})
    void refusesWhatFollowsTheLastMember(String rest) {
        byte[] tarball = Tarballs.of(MANIFEST);
        byte[] large = Tarballs.gzip(Tarballs.begin()
                .file("package/package.json", MANIFEST + " ".repeat(40_000))
                .plain());

        refused(concat(tarball, rest.getBytes(ISO_8859_1)), "damaged");
        refused(concat(large, rest.getBytes(ISO_8859_1)), "damaged");
        refused(concat(concat(tarball, new byte[1000]), tarball), "damaged");
        refused(concat(concat(tarball, new byte[40_000]), tarball), "damaged");
    }

    @Test
    void refusesManifestsInOtherEncodings() {
        byte[] overlong = MANIFEST.replace("version", "vers?on").getBytes(UTF_8);
        byte[] replaced = concat(
                concat(Arrays.copyOf(overlong, 17), new byte[] {(byte) 0xc1, (byte) 0xa9}),
                Arrays.copyOfRange(overlong, 18, overlong.length));

        refused(
                Tarballs.begin()
                        .file("package/package.json", MANIFEST.getBytes(UTF_16))
                        .gzip(),
                "UTF-8");
        refused(Tarballs.begin().file("package/package.json", replaced).gzip(), "UTF-8");
    }

    @Test
    void readsManifestsWithAMarkOfTheirEncoding() {
        assertThat(inspect(Tarballs.of("\uFEFF" + MANIFEST))
                        .manifest()
                        .path("name")
                        .asText())
                .isEqualTo("a");
    }

    /** A tarball with a second file whose header is edited. */
    private static byte[] decoy(Consumer<byte[]> edit) {
        byte[] archive = archive();
        edit.accept(archive);
        Tarballs.sum(archive, SECOND);
        return Tarballs.gzip(archive);
    }

    private static byte[] archive() {
        return Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file("package/x", "x")
                .plain();
    }
}
