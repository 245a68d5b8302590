package io.artispace.integration.standalone;

import io.artispace.integration.run.Engines;
import io.artispace.integration.run.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** PostgreSQL and S3. */
@Tag("long")
class CrashOnServersIT extends CrashContract {
    private @Nullable Engines engines;

    CrashOnServersIT() {
        super(4);
    }

    @Override
    Stores open(Path directory) throws Exception {
        Engines started = Engines.start(directory.resolve("postgres"));
        engines = started;
        return started.newStores();
    }

    @AfterAll
    void stop() throws Exception {
        Engines started = engines;
        if (started != null) {
            started.close();
        }
    }
}
