package io.artispace.integration.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Hosted;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.format.npm.Npm;
import io.artispace.integration.run.Engines;
import io.artispace.integration.run.RunningRegistry;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The newest npm, with the rows in PostgreSQL and the bytes in S3; the other clients publish to SQLite and files. */
class Npm11OnServersIT extends NpmContract {
    /** What the registry does not keep in memory, in bytes. */
    private static final int LARGE = 400_000;

    Npm11OnServersIT() {
        super("11");
    }

    @Override
    RunningRegistry open(Path directory) throws Exception {
        return RunningRegistry.open(Engines.shared().newStoresOnAnotherHost().configuration());
    }

    @Test
    void installsThroughRedirectsToS3() throws Exception {
        Repository repository = registry()
                .registry()
                .create(Hosted.named("redirecting").format("npm").setting(RepositoryDefinition.DOWNLOADS, "redirect"));
        byte[] random = new byte[LARGE];
        new Random(1).nextBytes(random);
        String content = Base64.getEncoder().encodeToString(random);
        Npm.in(repository)
                .publish(NodeProject.library(newDirectory(), "large", "1.0.0", content)
                        .directory());

        HttpResponse<byte[]> answer = http().get("redirecting/large/-/large-1.0.0.tgz");
        assertThat(answer.statusCode()).isEqualTo(302);
        String link = answer.headers().firstValue("Location").orElseThrow();
        assertThat(link).startsWith(Engines.shared().endpointOnAnotherHost() + "/");
        try (InputStream tarball = Npm.in(repository).open("large", "1.0.0")) {
            assertThat(http().getAnonymously(link).body()).isEqualTo(tarball.readAllBytes());
        }

        NodeProject consumer = consumer(registry().base().resolve("redirecting/"), "large", "1.0.0");
        install(consumer).succeeded();
        assertThat(consumer.installed("large")).contains(content);
    }
}
