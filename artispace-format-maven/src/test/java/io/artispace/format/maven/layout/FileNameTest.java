package io.artispace.format.maven.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        "1.0, lib-1.0.jar, 1.0, '', jar",
        "1.0, lib-1.0.pom, 1.0, '', pom",
        "1.0, lib-1.0-build.pom, 1.0, build, pom",
        "1.0, lib-1.0-sources.jar, 1.0, sources, jar",
        "1.0, lib-1.0-sources.jar.asc, 1.0, sources, jar.asc",
        "1.0, lib-1.0.jar.asc, 1.0, '', jar.asc",
        "1.0, lib-1.0.tar.gz, 1.0, '', tar.gz",
        "1.0, lib-1.0-bin.tar.gz, 1.0, bin, tar.gz",
        "1.0, lib-1.0-bin.tar.gz.asc, 1.0, bin, tar.gz.asc",
        "1.0, lib-1.0-jdk1.5.jar, 1.0, jdk1.5, jar",
        "1.0, lib-1.0-jdk1.5.jar.asc, 1.0, jdk1.5, jar.asc",
        "1.0, lib-1.0-x.gz, 1.0, x, gz",
        "1.0, lib-1.0.module, 1.0, '', module",
        "1.0, lib-1.0-1.jar, 1.0, 1, jar",
        "1.0+b5, lib-1.0+b5.jar, 1.0+b5, '', jar",
        "1.0-SNAPSHOT, lib-1.0-20260102.030405-7.jar, 1.0-20260102.030405-7, '', jar",
        "1.0-SNAPSHOT, lib-1.0-20260102.030405-7-build.pom, 1.0-20260102.030405-7, build, pom",
        "1.0-SNAPSHOT, lib-1.0-20260102.030405-7-bin.tar.gz, 1.0-20260102.030405-7, bin, tar.gz",
        "1.0-SNAPSHOT, lib-1.0-SNAPSHOT.jar, 1.0-SNAPSHOT, '', jar",
        "1.0-SNAPSHOT, lib-1.0-SNAPSHOT-tests.jar, 1.0-SNAPSHOT, tests, jar",
        "SNAPSHOT, lib-20260102.030405-7.jar, 20260102.030405-7, '', jar",
    })
    void takesTheNameOfAFileApartAndPutsItTogetherAgain(
            String base, String name, String version, String classifier, String extension) {
        assertThat(FileName.parse("lib", base, name)).contains(new FileName(version, classifier, extension));
        assertThat(new FileName(version, classifier, extension).of("lib")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib",
                "lib-",
                "lib-1.0",
                "lib-1.0.",
                "lib-1.0-",
                "lib-1.0-x",
                "lib-1.0-.jar",
                "lib-1.0-x.",
                "lib-2.0.jar",
                "other-1.0.jar",
                "lib-1.01.jar",
                "index.html",
                ""
            })
    void leavesNamesAloneThatDoNotBeginWithArtifactAndVersion(String name) {
        assertThat(FileName.parse("lib", "1.0", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib-1.0.jar",
                "lib-1.0-20260102.030405.jar",
                "lib-1.0-2026.030405-1.jar",
                "lib-1.0-20260102.030405-1"
            })
    void takesOnlyTimestampsForBuildsOfASnapshot(String name) {
        assertThat(FileName.parse("lib", "1.0-SNAPSHOT", name)).isEmpty();
    }
}
