package io.artispace.integration.maven;

import io.artispace.integration.run.Engines;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The line of Maven that most people use, with the rows in PostgreSQL and the bytes in S3; the other lines deploy to SQLite and files. */
class Maven39OnServersIT extends MavenClientContract {
    private @Nullable Engines engines;

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
        Engines started = Engines.start(directory);
        engines = started;
        return RunningRegistry.open(started.newStores().configuration());
    }

    @Override
    @AfterAll
    void stop() throws Exception {
        super.stop();
        Engines started = engines;
        if (started != null) {
            started.close();
        }
    }
}
