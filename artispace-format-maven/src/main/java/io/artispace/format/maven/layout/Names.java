package io.artispace.format.maven.layout;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.Optional;

/**
 * The names that Maven itself accepts: nothing is published that it could never resolve. Checked character by character: regular
 * expressions would be a noticeable part of a deploy, and of the start of a program that deploys once.
 */
public final class Names {
    /** Maven forbids these in versions: they separate coordinates, paths and ranges, or are no file name somewhere. */
    private static final String NOT_IN_VERSIONS = "\\/:\"<>|?*[](){},";

    private static final int LONGEST_VERSION = 256;
    private static final char DELETE = 0x7f;

    private Names() {}

    /** Letters, digits, {@code _} and {@code -} in parts joined by single dots. */
    public static boolean isGroup(String groupId) {
        boolean between = true;
        for (int i = 0; i < groupId.length(); i++) {
            char c = groupId.charAt(i);
            if (c == '.' ? between : !isPlain(c)) {
                return false;
            }
            between = c == '.';
        }
        return !between;
    }

    public static boolean isArtifactId(String artifactId) {
        return isArtifact(artifactId) && !artifactId.startsWith(".");
    }

    private static boolean isArtifact(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '.' && !isPlain(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    /** Tells whether a text can be a version, a classifier or an extension, and so a part of a path. */
    public static boolean isVersion(String version) {
        return isPart(version) && !version.equals(".") && !version.equals("..");
    }

    /** Tells whether a version is one of the words that stand for the newest version. */
    public static boolean isMoving(String version) {
        return version.equals("LATEST") || version.equals("RELEASE");
    }

    private static boolean isPart(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == DELETE || NOT_IN_VERSIONS.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST_VERSION;
    }

    /** Reads {@code group:artifact}; empty if it is malformed. */
    public static Optional<Artifact> artifact(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && isGroup(text.substring(0, colon)) && isArtifactId(text.substring(colon + 1))
                ? Optional.of(new Artifact(text.substring(0, colon), text.substring(colon + 1)))
                : Optional.empty();
    }

    public static void checkArtifact(String groupId, String artifactId) {
        check("group id", groupId, isGroup(groupId), "letters, digits, '_' and '-' in parts joined by dots");
        check("artifact id", artifactId, isArtifact(artifactId), "letters, digits, '_', '.' and '-'");
    }

    public static void checkVersion(String version) {
        check(
                "version",
                version,
                isPart(version),
                "at most 256 characters, without spaces and without \\ / : \" < > | ? * [ ] ( ) { } ,");
    }

    /** Checks a classifier or an extension, which become part of a file's name. */
    public static void checkPart(String kind, String part) {
        check(kind, part, isPart(part), "the characters of a version");
    }

    private static void check(String kind, String name, boolean isOne, String rule) {
        if (!isOne) {
            throw new InvalidInputException(
                    Quote.of(name) + " is not a Maven " + kind + ", which consists of " + rule + ".");
        }
    }
}
