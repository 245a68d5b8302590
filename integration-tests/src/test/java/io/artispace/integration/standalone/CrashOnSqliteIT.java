package io.artispace.integration.standalone;

import io.artispace.integration.run.Stores;
import java.nio.file.Path;

/** One SQLite database and one directory. */
class CrashOnSqliteIT extends CrashContract {
    CrashOnSqliteIT() {
        super(2);
    }

    @Override
    Stores open(Path directory) {
        return Stores.inDirectory(directory);
    }
}
