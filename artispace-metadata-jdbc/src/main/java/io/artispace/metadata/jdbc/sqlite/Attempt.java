package io.artispace.metadata.jdbc.sqlite;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The result of a work, or its exception, kept until it may be returned. */
final class Attempt<T extends @Nullable Object> {
    private final Supplier<T> result;

    private Attempt(Supplier<T> result) {
        this.result = result;
    }

    static <T extends @Nullable Object> Attempt<T> returned(T value) {
        return new Attempt<>(() -> value);
    }

    static <T extends @Nullable Object> Attempt<T> threw(Throwable thrown) {
        return new Attempt<>(() -> {
            throw Attempt.<RuntimeException>unchanged(thrown);
        });
    }

    /** Returns what the work returned, or throws what it threw. */
    T result() {
        return result.get();
    }

    /** A work declares no checked exception, but other languages than Java let it throw one, and it is to be thrown on unchanged. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchanged(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
