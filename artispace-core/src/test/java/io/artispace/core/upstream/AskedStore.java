package io.artispace.core.upstream;

import io.artispace.metadata.MetadataStore;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A metadata store that counts what it is asked. */
record AskedStore(MetadataStore inside, AtomicInteger reads, AtomicInteger versions) implements MetadataStore {
    AskedStore(MetadataStore inside) {
        this(inside, new AtomicInteger(), new AtomicInteger());
    }

    void forget() {
        reads.set(0);
        versions.set(0);
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        reads.incrementAndGet();
        return inside.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        return inside.write(work);
    }

    @Override
    public OptionalLong dataVersion() {
        versions.incrementAndGet();
        return inside.dataVersion();
    }

    @Override
    public OptionalLong configurationVersion() {
        return inside.configurationVersion();
    }

    @Override
    public void close() {
        inside.close();
    }
}
