package io.artispace.core.access;

import io.artispace.access.Secret;
import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.metadata.MetadataStore;
import io.artispace.spi.MetadataStoreProvider;
import java.net.URI;
import java.time.Instant;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Accounts in a store in memory, at a time that the test sets. */
abstract class AccountsInMemory {
    static final Secret PASSWORD = Secret.of("correct horse");

    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    MetadataStore store;
    CoreAccounts accounts;

    @BeforeEach
    void open() {
        store = ServiceLoader.load(MetadataStoreProvider.class)
                .findFirst()
                .orElseThrow()
                .open(URI.create("memory:/"));
        accounts = another();
    }

    /** Accounts on the same store with caches of their own, as another process has them. */
    CoreAccounts another() {
        return new CoreAccounts(store, () -> now, new ConfigurationWatch(store), 10);
    }

    @AfterEach
    void close() {
        store.close();
    }
}
