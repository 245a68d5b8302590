package io.artispace.core.proxy;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.ForwardingMetadataStore;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A metadata store that counts what it is asked by the thread that made it. The thread of a fetch reads back what it has stored when others
 * do not wait for it any more, and is not counted.
 */
final class AskedStore extends ForwardingMetadataStore {
    private final Thread asking = Thread.currentThread();
    private int reads;
    private int versions;

    AskedStore(MetadataStore inside) {
        super(inside);
    }

    int reads() {
        return reads;
    }

    int versions() {
        return versions;
    }

    void forget() {
        reads = 0;
        versions = 0;
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        reads += counted();
        return super.read(work);
    }

    @Override
    public OptionalLong dataVersion() {
        versions += counted();
        return super.dataVersion();
    }

    private int counted() {
        return Thread.currentThread().equals(asking) ? 1 : 0;
    }
}
