package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore.ReadWork;
import io.artispace.metadata.MetadataStore.WriteWork;

/** Runs works in transactions, as {@link io.artispace.metadata.MetadataStore} says. */
interface Transactions {
    <T> T read(ReadWork<T> work);

    <T> T write(WriteWork<T> work);

    /** Called once, when no work runs. */
    void close();
}
