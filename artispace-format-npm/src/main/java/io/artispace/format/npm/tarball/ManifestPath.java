package io.artispace.format.npm.tarball;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Knows which paths in a tarball lead to the {@code package.json} of the package where a client unpacks it, or to another file that npm
 * looks for.
 */
final class ManifestPath {
    private static final String NAME = "package.json";
    private static final Pattern DRIVE = Pattern.compile("^([A-Za-z]:)+");
    /** The short name (8.3) that Windows also gives it: with a sum of the long one where four others that begin alike came before. */
    private static final Pattern SHORT = Pattern.compile("(packag|pa[0-9a-f]{4})~[0-9]+\\.jso");
    /**
     * The characters without a form of their own, such as U+200C, which HFS+, the older file system of macOS, leaves out when it compares
     * names.
     */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    private ManifestPath() {}

    /** Tells whether a path in an archive is that of the manifest, or below it, for any client on any system. */
    static boolean isLikely(String path) {
        String name = name(path);
        return name.equalsIgnoreCase(NAME)
                || SHORT.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Tells whether a path in an archive is that of another file for some clients or systems only, and not for all.
     *
     * @param file the file's name, whose short name is none that another file could have
     */
    static boolean isSometimes(String path, String file) {
        return name(path).equalsIgnoreCase(file)
                && !path.substring(path.indexOf('/') + 1).equals(file);
    }

    /** Returns what the system may take for the name of a file, or of a directory that the path leads through. */
    private static String name(String path) {
        // The top directory is dropped, and may be missing.
        for (String segment : path.substring(path.indexOf('/') + 1).split("/")) {
            String name =
                    DRIVE.matcher(INVISIBLE.matcher(segment).replaceAll("")).replaceFirst("");
            if (!name.isEmpty() && !name.equals(".")) {
                return withoutEnd(name);
            }
        }
        return "";
    }

    /**
     * Leaves out what Windows ignores at the end of a name: a colon with what follows it, which names another stream of the same file, or
     * else dots and spaces.
     */
    private static String withoutEnd(String name) {
        int end = name.indexOf(':');
        if (end < 0) {
            end = name.length();
            while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
                end--;
            }
        }
        return name.substring(0, end);
    }
}
