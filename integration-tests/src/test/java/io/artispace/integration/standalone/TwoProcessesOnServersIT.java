package io.artispace.integration.standalone;

import io.artispace.integration.run.Engines;
import io.artispace.integration.run.Stores;
import java.nio.file.Path;

/** PostgreSQL and S3, as on any number of machines. */
class TwoProcessesOnServersIT extends TwoProcessesContract {
    @Override
    Stores open(Path directory) throws Exception {
        return Engines.shared().newStores();
    }
}
