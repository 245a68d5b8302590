package io.artispace.format.maven.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.blob.DigestAlgorithm;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Artifact APP = new Artifact("com.acme", "app");

    @Test
    void locatesFilesOfVersions() {
        assertThat(Layout.locate("com/acme/app/1.0/app-1.0.jar")).isEqualTo(file("1.0", "app-1.0.jar"));
        assertThat(Layout.locate("com/acme/app/1.0/app-1.0.jar.asc")).isEqualTo(file("1.0", "app-1.0.jar.asc"));
        assertThat(Layout.locate("junit/junit/4.12/junit-4.12.pom"))
                .isEqualTo(new Location.File(
                        new Artifact("junit", "junit"), "4.12", FilePath.of("junit/junit/4.12/junit-4.12.pom")));
    }

    @Test
    void locatesChecksumsOfEverything() {
        assertThat(Layout.locate("com/acme/app/1.0/app-1.0.jar.sha1"))
                .isEqualTo(new Location.Checksum(file("1.0", "app-1.0.jar"), DigestAlgorithm.SHA1));
        assertThat(Layout.locate("com/acme/app/1.0/app-1.0.jar.asc.md5"))
                .isEqualTo(new Location.Checksum(file("1.0", "app-1.0.jar.asc"), DigestAlgorithm.MD5));
        assertThat(Layout.locate("com/acme/app/maven-metadata.xml.sha256"))
                .isEqualTo(new Location.Checksum(new Location.Metadata("com.acme.app", APP), DigestAlgorithm.SHA256));
        assertThat(Layout.locate("archetype-catalog.xml.sha512"))
                .isEqualTo(new Location.Checksum(new Location.Catalog(), DigestAlgorithm.SHA512));
        assertThat(Layout.locate(".meta/prefixes.txt.sha1"))
                .isEqualTo(new Location.Checksum(new Location.Prefixes(), DigestAlgorithm.SHA1));
    }

    @Test
    void locatesMetadataOfThreeLevels() {
        assertThat(Layout.locate("com/acme/app/maven-metadata.xml"))
                .isEqualTo(new Location.Metadata("com.acme.app", APP));
        assertThat(Layout.locate("acme/maven-metadata.xml")).isEqualTo(new Location.Metadata("acme", null));
        assertThat(Layout.locate("com/acme/app/1.0-SNAPSHOT/maven-metadata.xml"))
                .isEqualTo(new Location.SnapshotMetadata(APP, "1.0-SNAPSHOT"));
    }

    @Test
    void takesEverythingElseForADirectory() {
        assertThat(Layout.locate("")).isEqualTo(new Location.Directory("", true));
        assertThat(Layout.locate("com/")).isEqualTo(new Location.Directory("com", true));
        assertThat(Layout.locate("com/acme/app/1.0/")).isEqualTo(new Location.Directory("com/acme/app/1.0", true));
        assertThat(Layout.locate("com/acme")).isEqualTo(new Location.Directory("com/acme", false));
        assertThat(Layout.locate("maven-metadata.xml")).isEqualTo(new Location.Directory("maven-metadata.xml", false));
        assertThat(Layout.locate(".sha1")).isEqualTo(new Location.Directory(".sha1", false));
    }

    @Test
    void knowsOneSpellingOfEachPlaceOnly() {
        for (String path : new String[] {
            "com.acme/app/1.0/app-1.0.jar", "com/ac.me/app/1.0/app-1.0.jar", "com.acme/app/1.0", "com.acme/app"
        }) {
            assertThat(Layout.locate(path)).isEqualTo(new Location.Directory(path, false));
        }
        assertThat(Layout.locate("com.acme/maven-metadata.xml")).isEqualTo(new Location.Metadata(null, null));
        assertThat(Layout.locate("com.acme/app/maven-metadata.xml")).isEqualTo(new Location.Metadata(null, null));
        assertThat(Layout.locate("com/acme/app.core/maven-metadata.xml"))
                .isEqualTo(new Location.Metadata(null, new Artifact("com.acme", "app.core")));
        assertThat(Layout.artifact("com.acme/app")).isEmpty();
        assertThat(Layout.version("com.acme/app/1.0")).isEmpty();
    }

    @Test
    void findsThePathOfAFileFromItsCoordinates() {
        assertThat(Layout.file(APP, "1.0-SNAPSHOT", new FileName("1.0-20260102.030405-7", "build", "pom"))
                        .path()
                        .value())
                .isEqualTo("com/acme/app/1.0-SNAPSHOT/app-1.0-20260102.030405-7-build.pom");
    }

    private static Location.File file(String version, String name) {
        return new Location.File(APP, version, FilePath.of("com/acme/app/" + version + "/" + name));
    }
}
