package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.PackageChanges;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * Checksums that came before their files. They wait as attributes of the package, and go when the file comes
 * and agrees.
 *
 * <p>A file and its checksum may be uploaded at the same moment by two connections. The file's commit compares it with the checksums that
 * wait by then; a checksum's looks for the file afterwards. Whichever commits last sees the other one, so no pair is ever left uncompared.
 */
final class ExpectedChecksums {
    /** The most that wait at one package: what some dozens of versions deployed at once leave for a moment. */
    static final int MAX_WAITING = 256;

    private static final String PREFIX = "expected:";

    private ExpectedChecksums() {}

    /**
     * The attribute in which a checksum waits. A path can be longer than an attribute's name; its digest cannot. The value is the
     * checksum, a space and the file's path.
     */
    static String attribute(Location.File file, DigestAlgorithm algorithm) {
        byte[] path = (file.path() + Layout.suffix(algorithm)).getBytes(StandardCharsets.UTF_8);
        return PREFIX
                + HexFormat.of()
                        .formatHex(
                                Checksums.messageDigest(DigestAlgorithm.SHA256).digest(path));
    }

    private static boolean noneWaits(Map<String, String> attributes) {
        return attributes.keySet().stream().noneMatch(key -> key.startsWith(PREFIX));
    }

    /**
     * Remembers a checksum.
     *
     * @param attributes the package's, where it is to wait
     * @throws InvalidInputException if too many wait already
     */
    static void remember(Map<String, String> attributes, Location.File file, Digest digest) {
        long waiting = attributes.keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .count();
        if (waiting >= MAX_WAITING) {
            throw new InvalidInputException("Cannot keep the checksum of " + Quote.of(file.path()) + ": " + waiting
                    + " checksums of this artifact wait for their files already. Deploy those files first.");
        }
        attributes.put(attribute(file, digest.algorithm()), digest.hex() + ' ' + file.path());
    }

    /** Tells whether any checksum of this file waits. */
    static boolean any(Map<String, String> attributes, Location.File file) {
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
     * Compares a file with the checksums that wait for it, which have done so then.
     *
     * @param attributes the package's, where they wait
     * @param actual the file's digests
     * @throws InvalidInputException if one does not agree
     */
    static void settle(Map<String, String> attributes, Location.File file, Function<DigestAlgorithm, Digest> actual) {
        if (noneWaits(attributes)) {
            return;
        }
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String expected = attributes.remove(attribute(file, algorithm));
            if (expected != null) {
                compare(
                        file,
                        new Digest(algorithm, expected.substring(0, algorithm.hexLength())),
                        actual.apply(algorithm));
            }
        }
    }

    /**
     * Compares a checksum with a file's.
     *
     * @throws InvalidInputException if they differ
     */
    static void compare(Location.File file, Digest uploaded, Digest actual) {
        if (!uploaded.equals(actual)) {
            throw new InvalidInputException("Cannot deploy " + Quote.of(file.path())
                    + ": the checksum uploaded for it says " + uploaded + " and its bytes have " + actual
                    + ". One of the two was damaged on its way; deploy again.");
        }
    }

    /** Drops the checksums that wait for a file. */
    static void forget(PackageChanges changes, Map<String, String> attributes, Location.File file) {
        if (noneWaits(attributes)) {
            return;
        }
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String key = attribute(file, algorithm);
            if (attributes.containsKey(key)) {
                changes.removeAttribute(key);
            }
        }
    }

    /** Drops the checksums that wait for files below a directory. */
    static void forgetBelow(PackageChanges changes, Map<String, String> attributes, String directory) {
        attributes.forEach((key, value) -> {
            if (key.startsWith(PREFIX)
                    && value.substring(value.indexOf(' ') + 1).startsWith(directory + '/')) {
                changes.removeAttribute(key);
            }
        });
    }
}
