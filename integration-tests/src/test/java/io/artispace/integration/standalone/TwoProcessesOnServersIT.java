package io.artispace.integration.standalone;

import io.artispace.integration.run.Engines;
import io.artispace.integration.run.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** PostgreSQL and S3, as on any number of machines. */
class TwoProcessesOnServersIT extends TwoProcessesContract {
    private @Nullable Engines engines;

    @Override
    Stores open(Path directory) throws Exception {
        Engines started = Engines.start(directory);
        engines = started;
        return started.newStores();
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
