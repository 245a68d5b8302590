package io.artispace.stores.move;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.List;
import java.util.function.Function;

/** Walks through rows in the order of their keys, a page at a time, so that no more of them are in memory. */
final class Pages {
    /** How many rows a page has; one with fewer is the last. */
    private static final int SIZE = 500;

    private Pages() {}

    /** Asks for the first rows behind a key. */
    @FunctionalInterface
    interface Question<K, T> {
        List<T> ask(MetadataReader reader, K after, int limit);
    }

    /** Handles a page, which may be empty, of the rows behind a key. */
    @FunctionalInterface
    interface Work<K, T, X extends Exception> {
        void run(List<T> page, K after) throws X;
    }

    /** Reads the page of the rows behind a key. */
    static <K, T> List<T> read(MetadataStore store, Question<K, T> question, K after) {
        return store.read(reader -> question.ask(reader, after, SIZE));
    }

    /** Walks from behind a key on. Each page is read in a snapshot of its own. */
    static <K, T, X extends Exception> void forEach(
            MetadataStore store, K first, Question<K, T> question, Function<T, K> key, Work<K, T, X> work) throws X {
        K after = first;
        List<T> page;
        do {
            page = read(store, question, after);
            work.run(page, after);
            after = page.isEmpty() ? after : key.apply(page.get(page.size() - 1));
        } while (page.size() == SIZE);
    }
}
