package io.artispace.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Registry;
import io.artispace.format.maven.Maven;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTest {
    @TempDir
    Path directory;

    @Test
    void keepsWhatItDeployedAndCanRunAgain() throws Exception {
        Embedded.main(directory.toString());
        Embedded.main(directory.toString());

        try (Registry registry = Registry.open(directory)) {
            assertThat(Maven.in(registry.repository("releases")).versions("com.acme:app"))
                    .containsExactly("1.0");
        }
    }
}
