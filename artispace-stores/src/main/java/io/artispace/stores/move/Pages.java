package io.artispace.stores.move;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.List;
import java.util.function.Function;

/** Walks through rows in the order of their keys, a page at a time, so that no more of them are in memory. */
final class Pages {
    /** How many rows a page has; one with fewer is the last. */
    static final int SIZE = 500;

    private Pages() {}

    /** Asks for the rows behind a key, {@link #SIZE} at most. */
    @FunctionalInterface
    interface Question<K, T> {
        List<T> ask(MetadataReader reader, K after);
    }

    /** Handles a page, which may be empty, of the rows behind a key. */
    @FunctionalInterface
    interface Work<K, T, X extends Exception> {
        void run(List<T> page, K after) throws X;
    }

    /** Walks from behind a key on. Each page is read in a snapshot of its own. */
    static <K, T, X extends Exception> void forEach(
            MetadataStore store, K first, Question<K, T> question, Function<T, K> key, Work<K, T, X> work) throws X {
        K after = first;
        List<T> page;
        do {
            K from = after;
            page = store.read(reader -> question.ask(reader, from));
            work.run(page, from);
            after = page.isEmpty() ? from : key.apply(page.get(page.size() - 1));
        } while (page.size() == SIZE);
    }
}
