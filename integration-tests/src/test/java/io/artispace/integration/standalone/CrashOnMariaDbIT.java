package io.artispace.integration.standalone;

import io.artispace.integration.run.Stores;
import io.artispace.servers.MariaDbServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.mariadb.jdbc.Driver;

/** MariaDB and files. */
@Tag("long")
class CrashOnMariaDbIT extends CrashContract {
    CrashOnMariaDbIT() {
        super(4);
    }

    @Override
    Stores open(Path directory) {
        return new Stores(
                URI.create(MariaDbServer.start().newDatabase("kills")),
                directory.resolve("blobs").toUri());
    }

    @Override
    StandaloneProcess start(Stores stores) throws Exception {
        Path driver = Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return StandaloneProcess.startWith(driver, stores);
    }
}
