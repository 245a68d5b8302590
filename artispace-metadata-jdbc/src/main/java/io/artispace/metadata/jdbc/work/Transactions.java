package io.artispace.metadata.jdbc.work;

import io.artispace.metadata.MetadataStore.ReadWork;
import io.artispace.metadata.MetadataStore.WriteWork;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Runs works in transactions, as {@link io.artispace.metadata.MetadataStore} says. */
public interface Transactions {
    <T extends @Nullable Object> T read(ReadWork<T> work);

    /** See {@link io.artispace.metadata.MetadataStore#look}. */
    default <T extends @Nullable Object> T look(ReadWork<T> work) {
        return read(work);
    }

    <T extends @Nullable Object> T write(WriteWork<T> work);

    /** See {@link io.artispace.metadata.MetadataStore#dataVersion}. */
    default OptionalLong dataVersion() {
        return OptionalLong.empty();
    }

    /** See {@link io.artispace.metadata.MetadataStore#configurationVersion}. */
    default OptionalLong configurationVersion() {
        return dataVersion();
    }

    /** Called once, when no work runs. */
    void close();
}
