package io.artispace.metadata;

import java.time.Instant;
import java.util.Map;

/**
 * A repository's row.
 *
 * @param id assigned by the store; 0 in a row that is not stored yet
 * @param name unique
 * @param kind such as {@code hosted}
 * @param format the format's id
 * @param settings everything else of the definition
 * @param created when it was created
 */
public record RepositoryRow(
        long id, String name, String kind, String format, Map<String, String> settings, Instant created) {
    /** Copies the settings. */
    public RepositoryRow {
        settings = Map.copyOf(settings);
    }
}
