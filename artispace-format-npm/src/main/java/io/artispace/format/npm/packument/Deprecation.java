package io.artispace.format.npm.packument;

import io.artispace.InvalidInputException;
import io.artispace.PackageChanges;
import io.artispace.Quote;

/** Why a version should not be used: the text that {@code npm install} warns with. */
public final class Deprecation {
    /** The most characters of it. */
    public static final int MAX_LENGTH = 4 * 1024;

    private Deprecation() {}

    /** Records why a version should not be used; an empty text takes it back. */
    public static void record(PackageChanges changes, String version, String message) {
        if (message.isEmpty()) {
            changes.removeVersionAttribute(version, StoredManifest.DEPRECATED);
        } else {
            changes.versionAttribute(version, StoredManifest.DEPRECATED, check(version, message));
        }
    }

    /** Demands that it is not too long why a version should not be used. */
    static String check(String version, String message) {
        if (message.length() > MAX_LENGTH) {
            throw new InvalidInputException("Cannot deprecate version " + Quote.of(version) + ": the text has "
                    + message.length() + " characters, and at most " + MAX_LENGTH + " are kept. Shorten it.");
        }
        return message;
    }
}
