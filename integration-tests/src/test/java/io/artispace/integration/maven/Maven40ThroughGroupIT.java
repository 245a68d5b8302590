package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newest Maven, which resolves in its own way, builds through a group alone, too. The other tests of groups use the Maven that most
 * people use.
 */
class Maven40ThroughGroupIT {
    @TempDir
    private Path place;

    @Test
    void buildsColdAndWithoutTheUpstream() throws Exception {
        MavenClient client = MavenClient.of("4.0", Files.createDirectories(place.resolve("maven")));
        MavenSupplies supplies = MavenSupplies.of(client, Files.createDirectories(place.resolve("supplies")));
        try (GroupFixture fixture = new GroupFixture(place, client)) {
            fixture.supply(supplies);
            fixture.publish(fixture.outside(), "org.other:lib:1.0");
            fixture.publish(fixture.outside(), "org.other:lib:1.1");
            MavenProject project = fixture.consumer("org.other", "lib", "[1.0,2.0)");

            assertThat(fixture.build(project, "maven/").succeeded().resolved("org.other", "lib", "1.1"))
                    .isTrue();
            fixture.stopUpstream();
            assertThat(fixture.build(project, "maven/").succeeded().resolved("org.other", "lib", "1.1"))
                    .isTrue();
        }
    }
}
