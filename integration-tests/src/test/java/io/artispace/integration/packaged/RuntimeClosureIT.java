package io.artispace.integration.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.ThisBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What embedding ArtiSpace adds to a program: how many jars, how many bytes. */
class RuntimeClosureIT {

    private static final int MOST_JARS = 16;
    private static final long MOST_BYTES = 19_000_000;

    @Test
    void runTimeClosureStaysSmall() throws IOException {
        List<Path> jars = EmbedderJars.jars();
        long bytes = size(jars);
        String closure = String.format(
                Locale.ROOT,
                "Run-time closure of core + SQLite + files + Maven + npm: %d jars, %.1f MB",
                jars.size(),
                bytes / 1e6);
        System.out.println(closure);

        String names = jars.stream().map(Path::getFileName).map(Path::toString).collect(Collectors.joining(", "));
        assertThat(jars).as("%s (%s)", closure, names).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_JARS);
        assertThat(bytes).as("%s (%s)", closure, names).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void bytesInS3BringWhatTheReadmeSays() throws IOException {
        Set<Path> there = EmbedderJars.jars().stream().map(Path::getFileName).collect(Collectors.toSet());
        List<Path> more = EmbedderJars.jarsOfS3().stream()
                .filter(jar -> !there.contains(jar.getFileName()))
                .toList();

        String said = String.format(Locale.ROOT, "%d MB in %d jars", Math.round(size(more) / 1e6), more.size());
        assertThat(Files.readString(ThisBuild.root().resolve("README.md")))
                .as("%s", more)
                .contains(said);
    }

    private static long size(List<Path> jars) throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return bytes;
    }
}
