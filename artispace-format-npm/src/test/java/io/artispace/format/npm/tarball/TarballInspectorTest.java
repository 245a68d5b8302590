package io.artispace.format.npm.tarball;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.artispace.InvalidInputException;
import io.artispace.StagedBlob;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarballInspectorTest {
    private static final String MANIFEST = "{\"name\":\"a\",\"version\":\"1.0.0\"}";

    @Test
    void findsManifestReadmeAndCounts() {
        PackedPackage packed = inspect(Tarballs.begin()
                .entry("package/", TarArchiveEntry.LF_DIR, "")
                .file("package/index.js", "1;\n")
                .file("package/package.json", MANIFEST)
                .file("package/lib/package.json", "not looked at")
                .file("package/README.md", "# ä")
                .file("package/npm-shrinkwrap.json", "{}")
                .file("package/binding.gyp", "{}")
                .gzip());

        assertThat(packed.manifest().path("name").asText()).isEqualTo("a");
        assertThat(packed.readme()).isEqualTo("# ä");
        assertThat(packed.readmeFile()).isEqualTo("README.md");
        assertThat(packed.fileCount()).isEqualTo(6);
        assertThat(packed.unpackedSize()).isEqualTo(3 + MANIFEST.length() + 13 + 4 + 2 + 2);
        assertThat(packed.hasShrinkwrap()).isTrue();
        assertThat(packed.hasNativeSources()).isTrue();
    }

    @Test
    void theTopDirectoryMayHaveAnyName() {
        assertThat(inspect(Tarballs.begin()
                                .file("a-1.0.0/package.json", MANIFEST)
                                .gzip())
                        .fileCount())
                .isEqualTo(1);
    }

    @Test
    void readsLongPathsOfBothKinds() {
        String longPath = "package/" + "directory/".repeat(40) + "ü.js";

        for (Tarballs tarballs : new Tarballs[] {Tarballs.begin(), Tarballs.beginWithLongPathsOfGnu()}) {
            byte[] tarball = tarballs.file("package/package.json", MANIFEST)
                    .file(longPath, "x")
                    .gzip();
            assertThat(inspect(tarball).fileCount()).isEqualTo(2);
        }
    }

    @Test
    void aMemberAfterTheFirstIsSeenAsNodeSeesIt() {
        byte[] first = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        byte[] withoutEnd = Arrays.copyOf(first, first.length - 1024);
        byte[] second = Tarballs.begin()
                .file("package/package.json", "{\"name\":\"evil\"}")
                .plain();

        byte[] tarball = concat(Tarballs.gzip(withoutEnd), Tarballs.gzip(second));

        refused(tarball, "another one");
    }

    @Test
    void thousandsOfEmptyMembersAreRefused() {
        byte[] empty = Tarballs.gzip(new byte[0]);
        byte[] members = new byte[20_000 * empty.length];
        for (int at = 0; at < members.length; at += empty.length) {
            System.arraycopy(empty, 0, members, at, empty.length);
        }

        refused(members, "damaged");
    }

    @Test
    void namesOfManyDotsTakeNoLongerThanOthers() {
        Tarballs many = Tarballs.begin().file("package/package.json", MANIFEST);
        for (int i = 0; i < 300; i++) {
            many.file("package/" + ".".repeat(1_000) + i, "");
        }
        byte[] tarball = many.gzip();

        assertTimeout(
                Duration.ofSeconds(3),
                () -> assertThat(inspect(tarball).fileCount()).isEqualTo(301));
    }

    @Test
    void aMemberIsSeenWhereverTheFirstEndsInTheBuffer() {
        byte[] second = Tarballs.gzip(Tarballs.begin()
                .file("package/package.json", "{\"name\":\"evil\"}")
                .plain());
        byte[] onlyBegun = Arrays.copyOf(second, 12);

        int overhead = Tarballs.gzip(ofSize(16_000)).length - 16_000;
        for (int length = 16 * 1024 - overhead - 40; length < 16 * 1024 - overhead + 20; length++) {
            byte[] first = ofSize(length);
            assertThat(inspect(Tarballs.gzip(first)).fileCount()).isEqualTo(2);
            refused(concat(Tarballs.gzip(first), onlyBegun), "not accepted");
            refused(concat(Tarballs.gzip(Arrays.copyOf(first, first.length - 1024)), second), "another one");
        }
    }

    /** A tarball with a file that cannot be compressed. */
    private static byte[] ofSize(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file("package/a", content)
                .plain();
    }

    @ParameterizedTest(name = "refuses a link of type {0}")
    @ValueSource(chars = {'1', '2', '3', '4', '6', 'S', 'Z'})
    void refusesLinksDevicesAndUnknownKinds(char type) {
        refused(
                Tarballs.begin()
                        .file("package/package.json", MANIFEST)
                        .entry("package/link", (byte) type, "/etc/passwd")
                        .gzip(),
                "link");
    }

    @ParameterizedTest(name = "refuses the path {0}")
    @ValueSource(
            strings = {
                "/etc/passwd",
                "package/../../x",
                "../x",
                "package/./x",
                "./package/x",
                "package//x",
                "package\\x",
                "package/c:x",
                "c:/x",
                "package/a\nb"
            })
    void refusesPathsThatLeadElsewhere(String path) {
        refused(
                Tarballs.begin()
                        .file("package/package.json", MANIFEST)
                        .file(path, "x")
                        .gzip(),
                "path");
    }

    @ParameterizedTest(name = "refuses a second manifest {0}")
    @ValueSource(
            strings = {
                "package/package.json",
                "other/package.json",
                "package/Package.JSON",
                "package.json",
                "package/pac\u212Aage.json"
            })
    void refusesSeveralManifests(String path) {
        refused(
                Tarballs.begin()
                        .file("package/package.json", MANIFEST)
                        .file(path, "{}")
                        .gzip(),
                "package.json");
    }

    @Test
    void refusesTarballsWithoutManifest() {
        refused(Tarballs.begin().file("package/index.js", "").gzip(), "no package.json");
        refused(Tarballs.begin().gzip(), "no package.json");
    }

    @Test
    void refusesManifestsThatAreNotStrictlyJson() {
        refused(Tarballs.of("{\"name\":\"a\",\"name\":\"b\"}"), "package.json");
        refused(Tarballs.of("[]"), "package.json");
        refused(Tarballs.of(""), "package.json");
        refused(Tarballs.of("{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"), "nested");
    }

    @Test
    void refusesWhatIsNoArchive() {
        refused(new byte[0], "not a tar archive");
        refused("hello".getBytes(UTF_8), "not a tar archive");
        refused(Tarballs.begin().file("package/package.json", MANIFEST).plain(), "not a tar archive");
        refused(Tarballs.gzip("hello".getBytes(UTF_8)), "ends without");
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] whole = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file("package/a", new byte[5000])
                .plain();
        for (int length = 0; length < 7168; length += 64) {
            refused(Tarballs.gzip(Arrays.copyOf(whole, length)), "");
        }
        byte[] gzip = Tarballs.gzip(whole);
        refused(Arrays.copyOf(gzip, gzip.length - 4), "damaged");
    }

    @Test
    void refusesWhatFollowsTheEnd() {
        byte[] archive = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        refused(Tarballs.gzip(concat(archive, archive)), "follows its end");
    }

    @Test
    void refusesHeadersThatDisagreeWithTheirChecksum() {
        byte[] archive = Tarballs.begin().file("package/package.json", MANIFEST).plain();
        archive[0] = 'q';
        refused(Tarballs.gzip(archive), "checksum");
    }

    @Test
    void refusesBombs() {
        byte[] bomb = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file("package/zeros", new byte[70 * 1024 * 1024])
                .gzip();
        refused(bomb, "times its size");
    }

    @Test
    void anyBytesAreRefusedCleanly() {
        byte[] valid = Tarballs.begin()
                .file("package/package.json", MANIFEST)
                .file("package/" + "long/".repeat(50) + "x", "x")
                .plain();
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = valid.clone();
            for (int i = 0; i < 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                inspect(Tarballs.gzip(damaged));
            } catch (InvalidInputException expected) {
                assertThat(expected).hasMessageNotContaining("Exception");
            }
        }
    }

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(
            strings = {
                "comment=x\n29 path=package/package.json",
                "a=\n29 path=package/package.json\nb",
                "comment=\n",
            })
    void refusesExtendedHeadersThatReadOtherwiseLineByLine(String record) {
        String records = record(record);
        Tarballs tarballs = Tarballs.begin()
                .extended(records)
                .file("package/decoy.js", "{}")
                .file("package/package.json", MANIFEST);
        byte[] ofOne = tarballs.plain();
        byte[] ofAll = tarballs.plainAndGlobal();

        refused(Tarballs.gzip(ofOne), "extended header");
        refused(Tarballs.gzip(ofAll), "extended header");
    }

    @Test
    void refusesLengthsOfRecordsThatReadersEndDifferently() {
        refused(
                Tarballs.begin()
                        .extended("026 path=package/decoy.js\n")
                        .file("package/package.json", MANIFEST)
                        .gzip(),
                "extended header");
    }

    @Test
    void refusesSparseFiles() {
        refused(
                Tarballs.begin()
                        .extended(record("GNU.sparse.name=package/package.json"))
                        .file("package/x", "{}")
                        .file("package/package.json", MANIFEST)
                        .gzip(),
                "sparse");
    }

    @Test
    void readsExtendedHeadersOfOneLineARecord() {
        byte[] tarball = Tarballs.begin()
                .extended(record("mtime=1.5") + record("path=package/package.json"))
                .file("package/x", MANIFEST)
                .gzip();
        byte[] global = Tarballs.begin()
                .extended(record("comment=0123456789abcdef"))
                .file("package/package.json", MANIFEST)
                .plainAndGlobal();

        assertThat(inspect(Tarballs.gzip(global)).fileCount()).isOne();
        assertThat(inspect(tarball).manifest().path("name").asText()).isEqualTo("a");
    }

    /** With its length in front, which counts itself. */
    static String record(String text) {
        int length = text.length() + 2;
        while (length != (length + " " + text + "\n").length()) {
            length++;
        }
        return length + " " + text + "\n";
    }

    static void refused(byte[] tarball, String reason) {
        assertThatThrownBy(() -> inspect(tarball))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    static PackedPackage inspect(byte[] tarball) {
        return TarballInspector.inspect(new StagedBlob() {
            @Override
            public long size() {
                return tarball.length;
            }

            @Override
            public Digests digests() {
                return new Digests(Digest.sha256("0".repeat(64)), null, null, null);
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(tarball);
            }
        });
    }

    static byte[] concat(byte[] left, byte[] right) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(left);
        both.writeBytes(right);
        return both.toByteArray();
    }
}
