package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the oldest and the newest Maven, too, build through a group alone; what groups do with a build is held for the one most people use. */
class MavenLinesThroughGroupIT {
    @TempDir
    private Path place;

    @ParameterizedTest
    @ValueSource(strings = {"3.8", "4.0"})
    void buildsColdAndWarm(String line) throws Exception {
        MavenClient client = MavenClient.of(line, Files.createDirectories(place.resolve("maven")));
        MavenSupplies supplies = MavenSupplies.of(client, Files.createDirectories(place.resolve("supplies")));
        try (GroupFixture fixture = new GroupFixture(place, client, supplies)) {
            fixture.publish(fixture.inside("maven-releases"), "com.acme:app:1.0");
            fixture.publish(fixture.outside(), "org.other:lib:1.0");
            fixture.publish(fixture.outside(), "org.other:lib:1.1");
            MavenProject project = fixture.consumer("org.other", "lib", "[1.0,2.0)");

            assertThat(fixture.build(project, "maven/").succeeded().resolved("org.other", "lib", "1.1"))
                    .isTrue();
            fixture.stopUpstream();
            assertThat(fixture.build(project, "maven/").succeeded().resolved("org.other", "lib", "1.1"))
                    .isTrue();
            assertThat(fixture.build(fixture.consumer("com.acme", "app", "1.0"), "maven/")
                            .succeeded()
                            .resolved("com.acme", "app", "1.0"))
                    .isTrue();
        }
    }
}
