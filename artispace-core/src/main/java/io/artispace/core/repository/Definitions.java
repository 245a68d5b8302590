package io.artispace.core.repository;

import io.artispace.Hosted;
import io.artispace.Hosted.Deletion;
import io.artispace.Hosted.Redeploy;
import io.artispace.RepositoryDefinition;
import io.artispace.StorageFailedException;
import io.artispace.metadata.RepositoryRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Definitions as rows and back. A format's own settings are stored under {@code format.}, so they cannot meet ours. */
final class Definitions {
    private static final String HOSTED = "hosted";
    private static final String REDEPLOY = "redeploy";
    private static final String DELETION = "deletion";
    private static final String ANONYMOUS_READ = "anonymousRead";
    private static final String OF_FORMAT = "format.";

    private Definitions() {}

    static RepositoryRow toRow(RepositoryDefinition definition, Instant created) {
        return new RepositoryRow(
                0, definition.name(), kind(definition), definition.format(), settings(definition), created);
    }

    static String kind(RepositoryDefinition definition) {
        if (definition instanceof Hosted) {
            return HOSTED;
        }
        throw new IllegalArgumentException("Unknown kind of repository: " + definition);
    }

    static Map<String, String> settings(RepositoryDefinition definition) {
        Map<String, String> settings = new HashMap<>();
        definition.settings().forEach((key, value) -> settings.put(OF_FORMAT + key, value));
        settings.put(ANONYMOUS_READ, Boolean.toString(definition.anonymousRead()));
        if (definition instanceof Hosted hosted) {
            settings.put(REDEPLOY, hosted.redeploy().name());
            settings.put(DELETION, hosted.deletion().name());
        }
        return settings;
    }

    static Hosted ofRow(RepositoryRow row) {
        if (!row.kind().equals(HOSTED)) {
            throw new StorageFailedException(
                    "The repository \"" + row.name() + "\" is of the kind \"" + row.kind()
                            + "\", which this release of ArtiSpace does not know. Open the registry with the release that created it.");
        }
        Map<String, String> settings = new HashMap<>();
        row.settings().forEach((key, value) -> {
            if (key.startsWith(OF_FORMAT)) {
                settings.put(key.substring(OF_FORMAT.length()), value);
            }
        });
        return new Hosted(
                row.name(),
                row.format(),
                Redeploy.valueOf(row.settings().getOrDefault(REDEPLOY, Redeploy.SAME_BYTES.name())),
                Deletion.valueOf(row.settings().getOrDefault(DELETION, Deletion.ADMINISTRATORS.name())),
                Boolean.parseBoolean(row.settings().get(ANONYMOUS_READ)),
                settings);
    }
}
