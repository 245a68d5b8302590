package io.artispace.format.maven.checksum;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * Checksums that came before their files. They wait as attributes of the package, and are removed when the file comes or when their
 * time is over: so what a broken deploy left behind can refuse at most one file of a later one.
 *
 * <p>A file and its checksum may be uploaded at the same moment by two connections. The file's commit compares it with the checksums that
 * wait by then; a checksum's looks for the file afterwards. Whichever commits last sees the other one, so no pair is ever left uncompared.
 */
public final class ExpectedChecksums {
    /** The most that wait at one package: what some dozens of versions deployed at once leave for a moment. */
    public static final int MAX_WAITING = 256;

    /** How long a checksum waits: longer than the upload of any file takes. */
    public static final Duration TIME = Duration.ofHours(1);

    private static final String PREFIX = "expected:";

    private ExpectedChecksums() {}

    /**
     * The attribute in which a checksum waits. A path can be longer than an attribute's name; its digest cannot. The value is a
     * {@link Waiting}.
     */
    public static String attribute(Location.File file, DigestAlgorithm algorithm) {
        byte[] path = (file.path() + Layout.suffix(algorithm)).getBytes(StandardCharsets.UTF_8);
        return PREFIX
                + HexFormat.of()
                        .formatHex(DigestAlgorithm.SHA256.newMessageDigest().digest(path));
    }

    /** A checksum that waits. */
    private record Waiting(String hex, Instant since, String path) {
        static Waiting of(String value) {
            String[] parts = value.split(" ", 3);
            return new Waiting(parts[0], Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]);
        }

        String value() {
            return hex + ' ' + since.getEpochSecond() + ' ' + path;
        }
    }

    private static boolean isWaiting(Map.Entry<String, String> attribute) {
        return attribute.getKey().startsWith(PREFIX);
    }

    private static void dropOld(Map<String, String> attributes, Instant now) {
        Instant oldest = now.minus(TIME);
        attributes
                .entrySet()
                .removeIf(attribute -> isWaiting(attribute)
                        && Waiting.of(attribute.getValue()).since().isBefore(oldest));
    }

    private static boolean noneWaits(Map<String, String> attributes) {
        return attributes.keySet().stream().noneMatch(key -> key.startsWith(PREFIX));
    }

    /**
     * Remembers a checksum.
     *
     * @param attributes the package's, where it is to wait
     * @param now the time, by which those that waited too long go
     * @throws InvalidInputException if too many wait already
     */
    public static void remember(Map<String, String> attributes, Location.File file, Digest digest, Instant now) {
        dropOld(attributes, now);
        long waiting = attributes.entrySet().stream()
                .filter(ExpectedChecksums::isWaiting)
                .count();
        if (waiting >= MAX_WAITING) {
            throw new InvalidInputException("Cannot keep the checksum of " + Quote.of(file.path()) + ": " + waiting
                    + " checksums of this artifact wait for their files already. Deploy those files first.");
        }
        Waiting last = new Waiting(digest.hex(), now, file.path().value());
        attributes.put(attribute(file, digest.algorithm()), last.value());
    }

    /** Tells whether any checksum of this file waits. */
    public static boolean any(Map<String, String> attributes, Location.File file) {
        if (noneWaits(attributes)) {
            return false;
        }
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (attributes.containsKey(attribute(file, algorithm))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compares a file with the checksums that wait for it, and removes them.
     *
     * @param attributes the package's, where they wait
     * @param now the time; checksums that have waited too long are dropped without being compared
     * @param actual the file's digests
     * @throws InvalidInputException if one does not agree
     */
    public static void settle(
            Map<String, String> attributes, Location.File file, Instant now, Function<DigestAlgorithm, Digest> actual) {
        if (noneWaits(attributes)) {
            return;
        }
        dropOld(attributes, now);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String expected = attributes.remove(attribute(file, algorithm));
            if (expected != null) {
                compare(file, new Digest(algorithm, Waiting.of(expected).hex()), actual.apply(algorithm));
            }
        }
    }

    /**
     * Compares a checksum with a file's.
     *
     * @throws InvalidInputException if they differ
     */
    public static void compare(Location.File file, Digest uploaded, Digest actual) {
        compare(file, uploaded, actual, "deploy again");
    }

    /**
     * Compares a checksum with the file that is there already.
     *
     * @param stays whether other bytes cannot replace it
     * @throws InvalidInputException if they differ
     */
    public static void compareStored(Location.File file, Digest uploaded, Digest actual, boolean stays) {
        compare(
                file,
                uploaded,
                actual,
                stays
                        ? "if it was the file, it stays as it is: deploy another version, or have the repository's owner allow to deploy this one again"
                        : "deploy again");
    }

    private static void compare(Location.File file, Digest uploaded, Digest actual, String advice) {
        if (!uploaded.equals(actual)) {
            throw new InvalidInputException("Cannot deploy " + Quote.of(file.path())
                    + ": the checksum uploaded for it says " + uploaded + " and its bytes have " + actual
                    + ". One of the two was damaged on its way; " + advice + ".");
        }
    }

    /** Drops the checksums that wait for a file. */
    public static void forget(Map<String, String> attributes, Location.File file) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            attributes.remove(attribute(file, algorithm));
        }
    }

    /** Drops the checksums that wait for files below a directory. */
    public static void forgetBelow(Map<String, String> attributes, String directory) {
        attributes
                .entrySet()
                .removeIf(attribute -> isWaiting(attribute)
                        && Waiting.of(attribute.getValue()).path().startsWith(directory + '/'));
    }
}
