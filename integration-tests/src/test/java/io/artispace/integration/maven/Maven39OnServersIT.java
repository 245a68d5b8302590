package io.artispace.integration.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.format.maven.Maven;
import io.artispace.integration.run.Engines;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of Maven that most people use, with the rows in PostgreSQL and the bytes in S3; the other lines deploy to SQLite and files. */
class Maven39OnServersIT extends MavenClientContract {
    /** What the registry does not keep in memory, in bytes. */
    private static final int LARGE = 400_000;

    Maven39OnServersIT() {
        super("3.9");
    }

    /** It prints problem+json. */
    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("lib-1.0.jar").said("detail=");
    }

    @Override
    RunningRegistry open(Path directory) throws Exception {
        return RunningRegistry.open(Engines.shared().newStoresOnAnotherHost().configuration());
    }

    @Test
    void resolvesThroughRedirectsToS3(@TempDir Path directory) throws Exception {
        Repository repository = registry()
                .registry()
                .create(Hosted.named("redirecting")
                        .format("maven")
                        .setting(RepositoryDefinition.DOWNLOADS, "redirect"));
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        Path jar = Files.write(directory.resolve("lib.jar"), content);
        Path pom = Files.writeString(directory.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>it.redirect</groupId><artifactId>lib</artifactId>
                <version>1.0</version></project>""");
        Maven.in(repository).deploy("it.redirect:lib:1.0", jar, pom);

        HttpResponse<byte[]> answer = get("redirecting/it/redirect/lib/1.0/lib-1.0.jar");
        assertThat(answer.statusCode()).isEqualTo(302);
        String link = answer.headers().firstValue("Location").orElseThrow();
        assertThat(link).startsWith(Engines.shared().endpointOnAnotherHost() + "/");
        assertThat(registry().http(RunningRegistry.READER).getAnonymously(link).body())
                .isEqualTo(content);

        resolveFrom(registry().base().resolve("redirecting/"), "it.redirect", "1.0")
                .succeeded();
        assertThat(resolvedJar("it.redirect", "1.0")).hasBinaryContent(content);
    }
}
