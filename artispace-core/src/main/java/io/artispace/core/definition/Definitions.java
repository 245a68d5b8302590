package io.artispace.core.definition;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Hosted.Deletion;
import io.artispace.Hosted.Redeploy;
import io.artispace.InvalidInputException;
import io.artispace.Proxy;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.StorageFailedException;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamCodec;
import io.artispace.metadata.RepositoryRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Definitions as rows and back. A format's own settings are stored under {@code format.}, so they cannot meet ours. */
public final class Definitions {
    private static final String HOSTED = "hosted";
    private static final String PROXY = "proxy";
    private static final String GROUP = "group";
    private static final String REDEPLOY = "redeploy";
    private static final String DELETION = "deletion";
    private static final String ANONYMOUS_READ = "anonymousRead";
    private static final String OF_FORMAT = "format.";

    private Definitions() {}

    /** Refuses a proxy whose format asks no upstreams, and values of the settings that all formats share. */
    public static void check(RepositoryDefinition definition, PackageFormat format) {
        definition.redirectsDownloads();
        if (definition instanceof Proxy proxy) {
            codec(proxy, format);
        }
    }

    /**
     * Returns how the format of a proxy asks upstreams.
     *
     * @throws InvalidInputException if it asks none
     */
    public static UpstreamCodec codec(Proxy definition, PackageFormat format) {
        return format.upstream()
                .orElseThrow(() -> new InvalidInputException("The repository " + Quote.of(definition.name())
                        + " cannot be a proxy: the format " + Quote.of(format.id()) + " asks no upstreams."));
    }

    public static RepositoryRow toRow(RepositoryDefinition definition, Instant created) {
        return new RepositoryRow(
                0, definition.name(), kind(definition), definition.format(), settings(definition), created);
    }

    public static String kind(RepositoryDefinition definition) {
        if (definition instanceof Hosted) {
            return HOSTED;
        }
        return definition instanceof Proxy ? PROXY : GROUP;
    }

    public static Map<String, String> settings(RepositoryDefinition definition) {
        Map<String, String> settings = new HashMap<>();
        for (Map.Entry<String, String> setting : definition.settings().entrySet()) {
            settings.put(OF_FORMAT + setting.getKey(), setting.getValue());
        }
        settings.put(ANONYMOUS_READ, Boolean.toString(definition.anonymousRead()));
        PolicySettings.write(definition.policies(), settings);
        if (definition instanceof Hosted hosted) {
            settings.put(REDEPLOY, hosted.redeploy().name());
            settings.put(DELETION, hosted.deletion().name());
        } else if (definition instanceof Proxy proxy) {
            UpstreamSettings.write(proxy.upstream(), settings);
        } else if (definition instanceof Group group) {
            GroupSettings.write(group, settings);
        }
        return settings;
    }

    public static RepositoryDefinition ofRow(RepositoryRow row) {
        Map<String, String> settings = row.settings();
        Map<String, String> ofFormat = new HashMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().startsWith(OF_FORMAT)) {
                ofFormat.put(setting.getKey().substring(OF_FORMAT.length()), setting.getValue());
            }
        }
        boolean anonymousRead = Boolean.parseBoolean(settings.get(ANONYMOUS_READ));
        return switch (row.kind()) {
            case HOSTED ->
                new Hosted(
                        row.name(),
                        row.format(),
                        Redeploy.valueOf(settings.getOrDefault(REDEPLOY, Redeploy.SAME_BYTES.name())),
                        Deletion.valueOf(settings.getOrDefault(DELETION, Deletion.ADMINISTRATORS.name())),
                        PolicySettings.read(settings),
                        anonymousRead,
                        ofFormat);
            case PROXY ->
                new Proxy(
                        row.name(),
                        row.format(),
                        UpstreamSettings.read(settings),
                        PolicySettings.read(settings),
                        anonymousRead,
                        ofFormat);
            case GROUP ->
                GroupSettings.read(
                        row.name(), row.format(), settings, PolicySettings.read(settings), anonymousRead, ofFormat);
            default ->
                throw new StorageFailedException(
                        "The repository \"" + row.name() + "\" is of the kind \"" + row.kind()
                                + "\", which this release of ArtiSpace does not know. Open the registry with the release that created it.");
        };
    }
}
