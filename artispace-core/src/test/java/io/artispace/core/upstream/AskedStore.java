package io.artispace.core.upstream;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.ForwardingMetadataStore;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A metadata store that counts what it is asked. */
final class AskedStore extends ForwardingMetadataStore {
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger versions = new AtomicInteger();

    AskedStore(MetadataStore inside) {
        super(inside);
    }

    int reads() {
        return reads.get();
    }

    int versions() {
        return versions.get();
    }

    void forget() {
        reads.set(0);
        versions.set(0);
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        reads.incrementAndGet();
        return super.read(work);
    }

    @Override
    public OptionalLong dataVersion() {
        versions.incrementAndGet();
        return super.dataVersion();
    }
}
