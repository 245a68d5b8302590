package io.artispace.integration.npm;

import io.artispace.integration.run.Engines;
import io.artispace.integration.run.RunningRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** All that the client does, with the rows in PostgreSQL and the bytes in S3. */
class Npm11OnServersIT extends Npm11IT {
    private @Nullable Engines engines;

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
