package io.artispace.core.proxy;

import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.ForwardingMetadataStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A metadata store whose next write waits, or fails. */
final class HeldStore extends ForwardingMetadataStore {
    private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();

    HeldStore(MetadataStore inside) {
        super(inside);
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
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        Runnable before = next.getAndSet(null);
        if (before != null) {
            before.run();
        }
        return super.write(work);
    }
}
