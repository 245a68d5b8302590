package io.artispace;

import java.time.Instant;
import java.util.Map;

/**
 * A package found by a listing or a search.
 *
 * @param name the package
 * @param revision its revision
 * @param modified when it last changed
 * @param attributes its attributes
 */
public record SearchHit(PackageName name, long revision, Instant modified, Map<String, String> attributes) {
    /** Copies the attributes. */
    public SearchHit {
        attributes = Map.copyOf(attributes);
    }
}
