package io.artispace.integration.npm;

import io.artispace.integration.run.Engines;
import io.artispace.integration.run.RunningRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The newest npm, with the rows in PostgreSQL and the bytes in S3; the other clients publish to SQLite and files. */
class Npm11OnServersIT extends NpmContract {
    private @Nullable Engines engines;

    Npm11OnServersIT() {
        super("11");
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
