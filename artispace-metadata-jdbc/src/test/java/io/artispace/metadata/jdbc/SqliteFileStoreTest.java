package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.MetadataStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a store in a file. */
class SqliteFileStoreTest extends MetadataStoreContract {
    @TempDir
    Path directory;

    private int opened;

    @Override
    protected MetadataStore openEmpty() {
        opened++;
        return openFile();
    }

    @Override
    protected Optional<MetadataStore> openAgain() {
        return Optional.of(openFile());
    }

    private MetadataStore openFile() {
        Path database = directory.resolve("store " + opened).resolve("artispace.db");
        return new JdbcMetadataStoreProvider()
                .open(URI.create("sqlite:" + database.toUri().getRawPath()));
    }
}
