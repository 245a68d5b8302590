package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.upstream.Prefetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefetchTest {
    @TempDir
    private Path directory;

    private final NpmFixture fixture = new NpmFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path lockFile(String json) throws IOException {
        return Files.writeString(directory.resolve("package-lock.json"), json);
    }

    @Test
    void fetchedAndMissingVersionsAreReported() throws InterruptedException {
        fixture.publish("app", "1.0.0");
        List<String> progress = new ArrayList<>();

        Prefetched prefetched = fixture.npm()
                .prefetch(List.of("app@1.0.0", "app@2.0.0", "@s/none@1.0.0"), (done, total) -> {
                    progress.add(done + "/" + total);
                    return true;
                });

        assertThat(prefetched.fetched()).containsExactly("app@1.0.0");
        assertThat(prefetched.missing()).containsOnlyKeys("app@2.0.0", "@s/none@1.0.0");
        assertThat(prefetched.cancelled()).isFalse();
        assertThat(progress).containsExactly("1/3", "2/3", "3/3");
    }

    @Test
    void fileThatTheLockFileKnowsOtherwiseIsMissing() throws IOException, InterruptedException {
        fixture.publish("app", "1.0.0");
        Path file = lockFile("""
                {"lockfileVersion": 3, "packages": {
                  "node_modules/app": {"version": "1.0.0", "integrity": "sha1-C+7Hteo/D9vJXQ3UfzxbwnXaijM="}}}""");

        Prefetched prefetched = fixture.npm().prefetch(file, (done, total) -> true);

        assertThat(prefetched.missing())
                .hasEntrySatisfying("app@1.0.0", reason -> assertThat(reason).contains("integrity"));
    }

    @Test
    void prefetchCanBeCancelled() throws InterruptedException {
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            wanted.add("none@1.0." + i);
        }

        Prefetched prefetched = fixture.npm().prefetch(wanted, (done, total) -> false);

        assertThat(prefetched.cancelled()).isTrue();
        assertThat(prefetched.missing()).hasSizeLessThan(200);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> fixture.npm().prefetch(directory.resolve("none"), (done, total) -> true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> fixture.npm().prefetch(List.of("app"), (done, total) -> true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("app@1.0.0");
    }
}
