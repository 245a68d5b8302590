package io.artispace.exchange;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request, looked up in the front's own structure so that none is copied that nobody asks for. Used by the thread that
 * answers the request.
 */
@FunctionalInterface
public interface HeaderLookup {
    /**
     * Returns all values of a header.
     *
     * @param name the name in any case
     * @return the values in the order they came; null or empty if the header is absent
     */
    @Nullable
    List<String> values(String name);

    /**
     * Returns the first value of a header.
     *
     * @param name the name in any case
     * @return the value without surrounding white space; empty if the header is absent
     */
    default Optional<String> first(String name) {
        List<String> values = values(name);
        return values == null || values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(0).strip());
    }

    /**
     * Returns all values of a list header as one, as RFC 9110 section 5.3 allows.
     *
     * @param name the name in any case
     * @return the values joined by commas; empty if the header is absent
     */
    default Optional<String> joined(String name) {
        List<String> values = values(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }
}
