package io.artispace.integration.standalone;

import io.artispace.integration.run.Stores;
import java.nio.file.Files;
import java.nio.file.Path;

/** One SQLite database and one directory, on one machine. */
class TwoProcessesOnSqliteIT extends TwoProcessesContract {
    @Override
    Stores open(Path directory) throws Exception {
        return Stores.inDirectory(Files.createDirectories(directory));
    }
}
