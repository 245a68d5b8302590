package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.servers.S3Server;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of an upload and a download does not depend on the size: many times the heap goes through it, several at once. */
class SmallHeapTest {
    private static final int HEAP_MIB = 40;
    private static final int UPLOADS = 3;

    /** More than is sent by one request. */
    private static final int EACH_MIB = 66;

    @TempDir
    Path directory;

    @Test
    void manyTimesTheHeapIsUploadedAndDownloaded() throws Exception {
        try (S3Server server = S3Server.startIn(directory)) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP_MIB + "m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-Dslf4j.internal.verbosity=ERROR",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHeapProgram.class.getName(),
                            server.location("p").toString(),
                            Integer.toString(UPLOADS),
                            Integer.toString(EACH_MIB))
                    .inheritIO()
                    .start();
            try {
                assertThat(program.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(program.exitValue()).isZero();
            } finally {
                program.destroyForcibly();
            }
        }
    }
}
