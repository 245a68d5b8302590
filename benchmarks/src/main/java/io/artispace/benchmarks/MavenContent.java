package io.artispace.benchmarks;

import java.nio.charset.StandardCharsets;

/** What is deployed: the bytes of Maven artifacts. */
final class MavenContent {
    private static final int POM = 1024;

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
}
