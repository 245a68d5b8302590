package io.artispace.stores.move;

import io.artispace.metadata.MetadataStore;
import org.jspecify.annotations.Nullable;

/** The rows of whichever store is in use. A work runs on one store from beginning to end. */
final class MovableMetadata implements MetadataStore {
    private final WriteGate gate;
    private volatile MetadataStore current;

    MovableMetadata(MetadataStore current, WriteGate gate) {
        this.current = current;
        this.gate = gate;
    }

    MetadataStore current() {
        return current;
    }

    /** Called while the gate is shut. */
    void use(MetadataStore next) {
        current = next;
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return current.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        gate.enter();
        try {
            return current.write(work);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        current.close();
    }
}
