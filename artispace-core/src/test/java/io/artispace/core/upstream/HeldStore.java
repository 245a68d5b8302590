package io.artispace.core.upstream;

import io.artispace.metadata.MetadataStore;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A metadata store whose next write waits, or fails. */
record HeldStore(MetadataStore inside, AtomicReference<@Nullable Runnable> next) implements MetadataStore {
    HeldStore(MetadataStore inside) {
        this(inside, new AtomicReference<>());
    }

    /** Has the next write wait; whoever interrupts it makes it fail. */
    void hold(CountDownLatch until) {
        next.set(() -> {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
    }

    /** Has the next write fail. */
    void fail(RuntimeException failure) {
        next.set(() -> {
            throw failure;
        });
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return inside.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        Runnable before = next.getAndSet(null);
        if (before != null) {
            before.run();
        }
        return inside.write(work);
    }

    @Override
    public OptionalLong dataVersion() {
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
