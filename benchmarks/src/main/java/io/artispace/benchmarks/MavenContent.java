package io.artispace.benchmarks;

import io.artispace.blob.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is deployed: the bytes of Maven artifacts. */
final class MavenContent {
    private static final int POM = 1024;
    private static final int JAR = 20 * 1024;

    private MavenContent() {}

    /** A POM of 1 KiB. */
    static byte[] pom(String group, String artifact, String version) {
        String beginning = """
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <name>An artifact</name>
                  <dependencies>
                    <dependency>
                      <groupId>org.slf4j</groupId>
                      <artifactId>slf4j-api</artifactId>
                      <version>2.0.0</version>
                    </dependency>
                  </dependencies>
                  <!--""".formatted(group, artifact, version);
        String end = "-->\n</project>\n";
        String filling = "x".repeat(POM - beginning.length() - end.length());
        return (beginning + filling + end).getBytes(StandardCharsets.UTF_8);
    }

    /** A jar of 20 KiB that is like no other. */
    static byte[] jar() {
        byte[] random = new byte[JAR];
        ThreadLocalRandom.current().nextBytes(random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(JAR + 512);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("com/acme/Content.class"));
            zip.write(random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The checksum of some content, as it stands in a file beside it. */
    static byte[] sum(DigestAlgorithm algorithm, byte[] content) {
        byte[] digest = algorithm.newMessageDigest().digest(content);
        return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    }

    /** The metadata that a client writes for an artifact of one version. */
    static byte[] metadata(String group, String artifact, String version) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <metadata>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <versioning>
                    <release>%s</release>
                    <versions>
                      <version>%s</version>
                    </versions>
                    <lastUpdated>20260102030405</lastUpdated>
                  </versioning>
                </metadata>
                """.formatted(group, artifact, version, version).getBytes(StandardCharsets.UTF_8);
    }
}
