package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.artispace.TooLargeException;
import io.artispace.upstream.Prefetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** POMs that were written to take the time or the memory of whoever fetches what they need. */
@Timeout(120)
class HostilePrefetchTest {
    /** More than a thousand squared is more than all that is kept. */
    private static final int MANY = 1_500;

    @TempDir
    private Path directory;

    private final MavenClient client = new MavenClient();
    private final Maven maven = Maven.in(client.repository());

    @AfterEach
    void close() {
        client.close();
    }

    private static String each(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining());
    }

    private static String dependency(String group, int number, String more) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>a" + number
                + "</artifactId><version>1</version>" + more + "</dependency>";
    }

    private static String exclusions(String group, int count) {
        return "<exclusions>"
                + each(
                        count,
                        i -> "<exclusion><groupId>" + group + i + "</groupId><artifactId>*</artifactId></exclusion>")
                + "</exclusions>";
    }

    private void pom(String artifact, String dependencies) {
        String content = "<dependencies>" + dependencies + "</dependencies>";
        client.put("x/" + artifact + "/1/" + artifact + "-1.pom", MavenClient.pom("x", artifact, "1", content))
                .is(201);
    }

    private Path write(String file, String artifact, String content) throws IOException {
        Path pom = directory.resolve(file);
        Files.createDirectories(pom.getParent());
        return Files.writeString(pom, MavenClient.pom("me", artifact, "1.0", content));
    }

    private Prefetched prefetch(Path pom) throws InterruptedException {
        return maven.prefetch(pom, Closure.DEPENDENCIES, (done, known) -> true);
    }

    @Test
    void exclusionsThatAreTheSameForAllAreKeptOnce() throws Exception {
        pom("a0", dependency("x", 1, exclusions("none", MANY)));
        pom("a1", each(MANY, i -> dependency("y", i, "")));

        Prefetched prefetched = maven.prefetch(List.of("x:a0:1"), (done, known) -> true);

        assertThat(prefetched.missing()).hasSizeGreaterThan(MANY);
    }

    @Test
    void exclusionsThatGrowForEachAreRefused() {
        pom("a0", dependency("x", 1, exclusions("none", MANY)));
        pom("a1", each(MANY, i -> dependency("y", i, exclusions("other" + i, 1))));

        assertThatThrownBy(() -> maven.prefetch(List.of("x:a0:1"), (done, known) -> true))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("entries");
    }

    @Test
    void modulesMayBeBelowEachOther() throws Exception {
        int modules = 3_000;
        for (int i = 1; i < modules; i++) {
            write("m" + i + "/pom.xml", "m" + i, "<modules><module>../m" + (i + 1) + "</module></modules>");
        }
        write("m" + modules + "/pom.xml", "last", "<dependencies>" + dependency("x", 0, "") + "</dependencies>");
        pom("a0", "");

        Prefetched prefetched = prefetch(write("pom.xml", "me", "<modules><module>m1</module></modules>"));

        assertThat(prefetched.fetched()).containsExactly("x:a0:pom:1");
    }

    @Test
    void dependenciesOfAPluginAreMergedByTheirNames() throws Exception {
        int dependencies = 15_000;
        write("parent/pom.xml", "parent", plugin(each(dependencies, i -> dependency("parent", i, ""))));
        Path pom = write(
                "pom.xml",
                "me",
                "<parent><groupId>me</groupId><artifactId>parent</artifactId><version>1.0</version>"
                        + "<relativePath>parent/pom.xml</relativePath></parent>"
                        + plugin(each(dependencies, i -> dependency("child", i, ""))));

        assertTimeout(
                Duration.ofSeconds(6), () -> assertThat(prefetch(pom).missing()).isEmpty());
    }

    private static String plugin(String dependencies) {
        return "<build><plugins><plugin><groupId>x</groupId><artifactId>plugin</artifactId><version>1</version>"
                + "<dependencies>" + dependencies + "</dependencies></plugin></plugins></build>";
    }
}
