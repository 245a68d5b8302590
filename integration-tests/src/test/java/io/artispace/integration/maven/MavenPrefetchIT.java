package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Proxy;
import io.artispace.Repository;
import io.artispace.format.maven.Closure;
import io.artispace.format.maven.Maven;
import io.artispace.integration.run.OwnSources;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.integration.run.ThisBuild;
import io.artispace.upstream.Prefetched;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real input: what the POM of a module of ArtiSpace needs is fetched, and then the module is built with no network but a proxy that has no
 * upstream any more.
 */
class MavenPrefetchIT {
    @TempDir
    private Path place;

    @Test
    void buildsARealProjectWithoutTheUpstreamAfterItsPomWasPrefetched() throws Exception {
        Path sources = OwnSources.copyTo(place.resolve("sources"));
        MavenClient maven = MavenClient.of("3.9", Files.createDirectories(place.resolve("maven")));
        try (RunningRegistry registry = RunningRegistry.open(place.resolve("data"))) {
            Prefetched prefetched = prefetch(registry, sources.resolve("artispace-api/pom.xml"));

            assertThat(prefetched.cancelled()).isFalse();
            assertThat(prefetched.fetched())
                    .anyMatch(file -> file.startsWith("org.jspecify:jspecify:jar:"))
                    .contains("org.apache.maven.plugins:maven-compiler-plugin:jar:"
                            + ThisBuild.property("plugin.compiler"));
            String settings = new GroupSettings(
                            registry.base().resolve("maven/"), RunningRegistry.READER, RunningRegistry.PASSWORD)
                    .xml();
            maven.run(
                            MavenProject.existing(sources),
                            settings,
                            "-pl",
                            "artispace-api",
                            "-Dmaven.javadoc.skip",
                            // On newer JDKs it would have the compiler plugin resolve processors, which no POM's
                            // closure has.
                            "-P!static-analysis",
                            "package")
                    .succeeded();
        }
        assertThat(sources.resolve("artispace-api/target/artispace-api-" + ThisBuild.version() + ".jar"))
                .exists();
    }

    /** The upstream is the local repository of whoever builds, and is gone afterwards. */
    private static Prefetched prefetch(RunningRegistry registry, Path pom) throws IOException, InterruptedException {
        try (FileServer upstream = new FileServer(ThisBuild.localRepository())) {
            registry.registry()
                    .create(Proxy.named("central")
                            .format("maven")
                            .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
            Repository group = registry.registry()
                    .create(Group.named("maven").format("maven").members("maven-releases", "central"));
            return Maven.in(group).prefetch(pom, Closure.BUILD, (done, known) -> true);
        }
    }
}
