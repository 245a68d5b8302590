package io.artispace.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Maintenance.Problem;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.SamplePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A registry with two known artifacts, and what is demanded after every attack on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileInputContract {
    static final String KNOWN_JAR = "/maven-releases/it/known/lib/1.0/lib-1.0.jar";
    static final String KNOWN_PACKAGE = "/npm-hosted/known";
    static final String JAR_CONTENT = "these bytes stay";

    private Path place;
    private RunningRegistry registry;
    private RawClient client;
    private byte[] packument;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        place = directory;
        registry = RunningRegistry.open(directory.resolve("data"));
        client = RawClient.of(registry.base(), RunningRegistry.ADMIN, RunningRegistry.PASSWORD);
        assertThat(client.put(KNOWN_JAR, JAR_CONTENT).status()).isBetween(200, 204);
        assertThat(client.put(
                                KNOWN_PACKAGE,
                                SamplePackage.of("known", "1.0.0", "known").document())
                        .status())
                .isBetween(200, 204);
        packument = http(KNOWN_PACKAGE);
    }

    @AfterAll
    void stop() {
        try {
            assertThat(registry.registry().maintenance().verify().findings())
                    .noneMatch(finding -> finding.problem() != Problem.ORPHANED);
        } finally {
            registry.close();
        }
    }

    RawClient client() {
        return client;
    }

    RunningRegistry registry() {
        return registry;
    }

    /** A clean refusal: an answer, with a status that blames the client, that tells nothing, and everything still as it was. */
    void assertRefused(RawAnswer answer) throws IOException, InterruptedException {
        assertThat(answer.refused()).as(answer.text()).isTrue();
        assertHarmless(answer);
    }

    /** For input that may be accepted or refused, as long as nothing breaks. */
    void assertHarmless(RawAnswer answer) throws IOException, InterruptedException {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        assertNothingLeaked(answer);
        assertUntouched();
    }

    void assertNothingLeaked(RawAnswer answer) {
        assertThat(answer.ownText())
                .doesNotContain(place.toString(), RunningRegistry.PASSWORD, "\tat ", "Caused by", "root:x:")
                .doesNotContainPattern("(?i)sqlite|jdbi|java\\.|jdk\\.|io\\.artispace|jackson|Exception");
    }

    void assertUntouched() throws IOException, InterruptedException {
        assertThat(new String(http(KNOWN_JAR), StandardCharsets.UTF_8)).isEqualTo(JAR_CONTENT);
        assertThat(http(KNOWN_PACKAGE)).isEqualTo(packument);
    }

    private byte[] http(String path) throws IOException, InterruptedException {
        return registry.http(RunningRegistry.ADMIN).get(path.substring(1)).body();
    }

    /** How often to repeat what nests. */
    static String nested(String open, String close, int depth) {
        return open.repeat(depth) + close.repeat(depth);
    }
}
