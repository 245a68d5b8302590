package io.artispace.stores.move;

import io.artispace.metadata.MetadataStore;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of whichever store is in use. A work runs on one store from beginning to end. */
final class MovableMetadata implements MetadataStore {
    private final WriteGate gate;
    private volatile MetadataStore current;
    private volatile boolean moved;

    MovableMetadata(MetadataStore current, WriteGate gate) {
        this.current = current;
        this.gate = gate;
    }

    MetadataStore current() {
        return current;
    }

    /** Called while the gate is shut. The order is what {@link #dataVersion} relies on. */
    void use(MetadataStore next) {
        moved = true;
        current = next;
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return current.read(work);
    }

    @Override
    public <T extends @Nullable Object> T look(ReadWork<T> work) {
        return current.look(work);
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

    /**
     * {@inheritDoc} After a move it cannot tell: the versions of two stores are not related, and may be equal by chance. Whether there was
     * a move is checked last: so the version of the new store is never returned, nor that of the old one after the first write to the new
     * one.
     */
    @Override
    public OptionalLong dataVersion() {
        OptionalLong version = current.dataVersion();
        return moved ? OptionalLong.empty() : version;
    }

    /** {@inheritDoc} After a move it cannot tell, as with {@link #dataVersion}. */
    @Override
    public OptionalLong configurationVersion() {
        OptionalLong version = current.configurationVersion();
        return moved ? OptionalLong.empty() : version;
    }

    @Override
    public void close() {
        current.close();
    }
}
