package io.artispace.testkit;

import static java.util.Objects.requireNonNull;

import io.artispace.metadata.MetadataStore;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A metadata store that hands everything on to another one: the base of those that a test counts, holds up or makes fail. It has no
 * {@link #look} of its own, which is therefore a {@link #read}: whoever overrides that sees all that is read.
 *
 * <p>Thread-safe where the store inside is.
 */
public abstract class ForwardingMetadataStore implements MetadataStore {
    private final MetadataStore inside;

    /**
     * Wraps a store.
     *
     * @param inside does the work; it is closed with this one
     */
    protected ForwardingMetadataStore(MetadataStore inside) {
        this.inside = requireNonNull(inside, "inside");
    }

    /**
     * Returns the store that does the work.
     *
     * @return the store inside
     */
    protected final MetadataStore inside() {
        return inside;
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return inside.read(work);
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
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
