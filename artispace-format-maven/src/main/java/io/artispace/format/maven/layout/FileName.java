package io.artispace.format.maven.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file in the directory of a version, taken apart. It cannot be done without knowing artifact and version:
 * {@code lib-1.0-x.tar.gz} could be many things.
 *
 * @param version the version in the name: the base version, or for a snapshot's file usually a timestamped one
 * @param classifier such as {@code sources}; may be empty
 * @param extension without a leading dot, such as {@code jar}, {@code tar.gz} or {@code jar.asc}
 */
public record FileName(String version, String classifier, String extension) {
    private static final Pattern BUILD = Pattern.compile("([0-9]{8}\\.[0-9]{6})-([0-9]{1,9})(?=[.-])");
    /** Extensions that are appended to a whole file name. Together with the file's own they make its extension, such as {@code jar.asc}. */
    private static final Set<String> SUFFIXES = Set.of("asc", "sigstore", "sig", "gz", "bz2", "xz", "zst", "lzma", "z");

    private static final Set<String> COMPRESSIONS = Set.of("gz", "bz2", "xz", "zst", "lzma", "z");

    /**
     * Takes a name apart.
     *
     * @return empty if it does not begin with artifact and version, as files that only Gradle's {@code .module} names do
     */
    public static Optional<FileName> parse(String artifactId, String baseVersion, String name) {
        if (!name.startsWith(artifactId)
                || name.length() < artifactId.length() + 2
                || name.charAt(artifactId.length()) != '-') {
            return Optional.empty();
        }
        String rest = name.substring(artifactId.length() + 1);
        if (rest.startsWith(baseVersion)) {
            Optional<FileName> exact = split(baseVersion, rest.substring(baseVersion.length()));
            if (exact.isPresent()) {
                return exact;
            }
        }
        if (!Snapshots.isSnapshot(baseVersion) || !rest.startsWith(Snapshots.stem(baseVersion))) {
            return Optional.empty();
        }
        int stem = Snapshots.stem(baseVersion).length();
        Matcher build = BUILD.matcher(rest).region(stem, rest.length()).useTransparentBounds(true);
        return build.lookingAt()
                ? split(rest.substring(0, build.end()), rest.substring(build.end()))
                : Optional.empty();
    }

    private static Optional<FileName> split(String version, String rest) {
        if (rest.length() < 2) {
            return Optional.empty();
        }
        if (rest.charAt(0) == '.') {
            return Optional.of(new FileName(version, "", rest.substring(1)));
        }
        int dot = rest.charAt(0) == '-' ? extensionDot(rest) : -1;
        return dot <= 1 || dot == rest.length() - 1
                ? Optional.empty()
                : Optional.of(new FileName(version, rest.substring(1, dot), rest.substring(dot + 1)));
    }

    /** Finds where the extension begins: at the last dot, or at the one before if the last part is a suffix such as {@code asc}. */
    private static int extensionDot(String rest) {
        int dot = rest.lastIndexOf('.');
        while (dot > 1) {
            String part = rest.substring(dot + 1, endOfPart(rest, dot)).toLowerCase(Locale.ROOT);
            int before = rest.lastIndexOf('.', dot - 1);
            if (before <= 1
                    || !SUFFIXES.contains(part)
                    || COMPRESSIONS.contains(part) && !rest.startsWith("tar.", before + 1)) {
                return dot;
            }
            dot = before;
        }
        return dot;
    }

    private static int endOfPart(String rest, int dot) {
        int next = rest.indexOf('.', dot + 1);
        return next < 0 ? rest.length() : next;
    }

    /** Tells whether this is the POM of the version (not one with a classifier, as Maven 4's {@code -build.pom}). */
    public boolean isPom() {
        return classifier.isEmpty() && extension.equals("pom");
    }

    /** Tells whether this is the version's main jar. */
    public boolean isMainJar() {
        return classifier.isEmpty() && extension.equals("jar");
    }

    /** Returns the name in the given artifact's directory. */
    public String of(String artifactId) {
        return artifactId + '-' + version + (classifier.isEmpty() ? "" : '-' + classifier) + '.' + extension;
    }
}
