package io.artispace.format.maven;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.layout.SnapshotFiles;
import io.artispace.format.maven.layout.Snapshots;
import io.artispace.format.maven.layout.Times;
import io.artispace.policy.Policies;
import io.artispace.policy.VersionPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a repository's definition says to this format.
 *
 * @param versions which versions may be published
 * @param prefixes whether {@code .meta/prefixes.txt} is rendered
 * @param redeploy what a second deploy of a file may do
 */
record Settings(Versions versions, Prefixes prefixes, Hosted.Redeploy redeploy) {
    static final String VERSIONS = "versions";
    static final String PREFIXES = "prefixes";

    /** How far clocks and time zones differ where nothing is wrong. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    /** Which versions may be published. */
    enum Versions {
        /** Releases only; the default. */
        RELEASE,
        /** Snapshots only. */
        SNAPSHOT,
        /** Both. */
        MIXED
    }

    /** Whether the prefix file is there. */
    enum Prefixes {
        /** It is not found, which clients take as "no filter"; the default. */
        NONE,
        /** It is rendered from what is there. */
        GENERATED
    }

    /**
     * Reads the settings.
     *
     * @throws InvalidInputException if one is unknown or malformed
     */
    static Settings of(RepositoryDefinition definition) {
        Map<String, String> settings = definition.formatSettings();
        for (String key : settings.keySet()) {
            if (!key.equals(VERSIONS) && !key.equals(PREFIXES)) {
                throw new InvalidInputException(
                        "The Maven repository " + Quote.of(definition.name()) + " cannot have the setting "
                                + Quote.of(key) + "; there are " + VERSIONS + " and " + PREFIXES + ".");
            }
        }
        return new Settings(
                value(settings, VERSIONS, Versions.RELEASE),
                value(settings, PREFIXES, Prefixes.NONE),
                definition instanceof Hosted hosted ? hosted.redeploy() : Hosted.Redeploy.SAME_BYTES);
    }

    /**
     * Checks a new or changed definition: its settings, and that its rules can count.
     *
     * @throws InvalidInputException if a setting is unknown or malformed, or a rule is for one build of a snapshot
     */
    static void check(RepositoryDefinition definition) {
        of(definition);
        Policies policies = definition.policies();
        policies.blocks().forEach(block -> checkRule(definition, block.versions()));
        policies.exempt().forEach(versions -> checkRule(definition, versions));
    }

    /** Refuses a rule for one build of a snapshot, which would never count: the version of its files is the snapshot. */
    private static void checkRule(RepositoryDefinition definition, VersionPattern versions) {
        if (Snapshots.isTimestamped(versions.version())) {
            VersionPattern snapshot = new VersionPattern(versions.name(), Snapshots.baseVersion(versions.version()));
            throw new InvalidInputException("The Maven repository " + Quote.of(definition.name())
                    + " cannot have a rule for " + Quote.of(versions)
                    + ": rules are for versions, and this is one build of a snapshot. Name the snapshot, with all its builds: "
                    + Quote.of(snapshot) + ".");
        }
    }

    private static <E extends Enum<E>> E value(Map<String, String> settings, String key, E absent) {
        String value = settings.get(key);
        if (value == null) {
            return absent;
        }
        E[] known = absent.getDeclaringClass().getEnumConstants();
        for (E candidate : known) {
            if (spelling(candidate).equals(value)) {
                return candidate;
            }
        }
        throw new InvalidInputException("The setting " + key + " cannot be " + Quote.of(value) + "; use one of "
                + Arrays.stream(known).map(Settings::spelling).collect(Collectors.joining(", ")) + ".");
    }

    private static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses what this repository does not take, and names that Maven could not resolve.
     *
     * @throws InvalidInputException if the file must not be published here
     */
    void checkPublishable(String repository, Artifact artifact, String version) {
        Names.checkArtifact(artifact.groupId(), artifact.artifactId());
        Names.checkVersion(version);
        if (Names.isMoving(version)) {
            throw new InvalidInputException(
                    "Cannot deploy " + Quote.of(artifact + ":" + version)
                            + ": by that name clients ask for the newest version, and would never get this one. Give it a version of its own.");
        }
        if (Snapshots.isTimestamped(version)) {
            throw new InvalidInputException(
                    "Cannot deploy " + Quote.of(artifact + ":" + version) + ": a timestamped snapshot belongs to "
                            + Quote.of(Snapshots.baseVersion(version)) + "; deploy that version.");
        }
        boolean snapshot = Snapshots.isSnapshot(version);
        if (snapshot ? versions == Versions.RELEASE : versions == Versions.SNAPSHOT) {
            throw new InvalidInputException(
                    "Cannot deploy " + Quote.of(artifact + ":" + version) + " to " + Quote.of(repository) + ": it is a "
                            + (snapshot
                                    ? "snapshot and the repository takes releases"
                                    : "release and the repository takes snapshots")
                            + " only. Deploy it to another repository, or change the version.");
        }
    }

    /**
     * Refuses a file as {@link #checkPublishable(String, Artifact, String)} does. It also refuses a build of a snapshot whose timestamp is
     * no valid time, or one to come, by the clock of a machine that is wrong: clients order builds by it, so no later build would be newer.
     *
     * @throws InvalidInputException if the file must not be published here
     */
    void checkPublishable(String repository, Location.File file, Instant now) {
        checkPublishable(repository, file.artifact(), file.version());
        file.name().flatMap(SnapshotFiles::build).ifPresent(build -> checkTime(file, build.timestamp(), now));
    }

    private static void checkTime(Location.File file, String timestamp, Instant now) {
        String refusal =
                "Cannot deploy " + Quote.of(file.path()) + ": the timestamp of its build, " + Quote.of(timestamp);
        Instant time = Times.time(timestamp)
                .orElseThrow(
                        () -> new InvalidInputException(
                                refusal
                                        + ", is no date and time of day. It has to be that of the build in UTC, as in 20260102.030405."));
        if (time.isAfter(now.plus(MOST_AHEAD))) {
            throw new InvalidInputException(refusal
                    + ", is more than a day ahead of this registry's clock, and no later build would count as newer. Correct the"
                    + " clock of the machine that deploys, and deploy again.");
        }
    }

    /** What happens where a file is there already. */
    Overwrite overwrite(Location.File file) {
        // Old clients overwrite app-1.0-SNAPSHOT.jar with each build; only a timestamp names a single build.
        boolean movable =
                file.name().map(name -> Snapshots.isSnapshot(name.version())).orElse(false);
        return movable || redeploy == Hosted.Redeploy.ALLOWED ? Overwrite.REPLACE : Overwrite.SAME;
    }
}
