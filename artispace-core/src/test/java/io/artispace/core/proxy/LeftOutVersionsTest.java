package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.core.cache.MemoryCache;
import io.artispace.core.exchange.RecordingLog;
import io.artispace.format.UpstreamPackage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftOutVersionsTest {
    private final RecordingLog log = new RecordingLog();
    private final MemoryCache cache = new MemoryCache(1 << 20);

    @AfterEach
    void close() {
        cache.close();
    }

    private void tell(long repository, String packageName, Map<String, String> leftOut) {
        new LeftOutVersions(repository, "far", cache, log)
                .tell(packageName, new UpstreamPackage(Map.of(), List.of(), Map.of(), leftOut));
    }

    @Test
    void whatIsLeftOutIsToldOnceForEachProxyAndPackageAndWhenItIsOthers() {
        Map<String, String> leftOut = Map.of("1.0.0", "It has no manifest.");

        tell(1, "app", Map.of());
        assertThat(log.lines()).isEmpty();
        tell(1, "app", leftOut);
        tell(1, "app", leftOut);
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("app", "far", "1.0.0", "It has no manifest."));
        tell(1, "app", Map.of("1.0.1", "It has no manifest."));
        tell(1, "lib", leftOut);
        tell(2, "app", leftOut);
        assertThat(log.lines()).hasSize(4);
    }

    @Test
    void aLineOfTheLogStaysShortHoweverManyThereAre() {
        Map<String, String> leftOut = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            leftOut.put(i + "\n" + "x".repeat(250), "It has no manifest.");
        }

        tell(1, "app", leftOut);

        assertThat(log.lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.text()).hasSizeLessThan(2_500).doesNotContain("\n"));
    }
}
