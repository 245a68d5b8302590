package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names that Maven itself accepts: what it could never resolve is not published either. */
final class Names {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+");
    private static final Pattern ARTIFACT = Pattern.compile("[A-Za-z0-9_.-]++");
    /** Maven forbids these in versions: they separate coordinates, paths and ranges, or are no file name somewhere. */
    private static final Pattern VERSION = Pattern.compile("[^\\\\/:\"<>|?*\\[\\](){},\\s\\p{Cntrl}]{1,256}+");

    private Names() {}

    static boolean isGroup(String groupId) {
        return GROUP.matcher(groupId).matches();
    }

    static boolean isArtifactId(String artifactId) {
        return ARTIFACT.matcher(artifactId).matches() && !artifactId.startsWith(".");
    }

    /** Tells whether a text can be a version, a classifier or an extension, and so a part of a path. */
    static boolean isVersion(String version) {
        return VERSION.matcher(version).matches() && !version.equals(".") && !version.equals("..");
    }

    /** Reads {@code group:artifact}; empty if it is malformed. */
    static Optional<Artifact> artifact(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && isGroup(text.substring(0, colon)) && isArtifactId(text.substring(colon + 1))
                ? Optional.of(new Artifact(text.substring(0, colon), text.substring(colon + 1)))
                : Optional.empty();
    }

    static void checkArtifact(String groupId, String artifactId) {
        check("group id", groupId, GROUP, "letters, digits, '_' and '-' in parts joined by dots");
        check("artifact id", artifactId, ARTIFACT, "letters, digits, '_', '.' and '-'");
    }

    static void checkVersion(String version) {
        check(
                "version",
                version,
                VERSION,
                "at most 256 characters, without spaces and without \\ / : \" < > | ? * [ ] ( ) { } ,");
    }

    /** Checks a classifier or an extension, which become part of a file's name. */
    static void checkPart(String kind, String part) {
        check(kind, part, VERSION, "the characters of a version");
    }

    private static void check(String kind, String name, Pattern pattern, String rule) {
        if (!pattern.matcher(name).matches()) {
            throw new InvalidInputException(
                    Quote.of(name) + " is not a Maven " + kind + ", which consists of " + rule + ".");
        }
    }
}
