package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.FileView;
import io.artispace.InvalidInputException;
import io.artispace.VersionView;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import java.util.List;
import java.util.Set;

/**
 * The manifest of a version as it is kept in {@link VersionView#manifest()}: two runs of JSON members, ready to be copied into a packument
 * without being parsed again.
 *
 * <pre>LENGTH:"name":"a","version":"1.0.0",…,"dist":{"shasum":"…"|"description":"…",…</pre>
 *
 * <p>The first run, of LENGTH characters, is what the abbreviated form shows; it ends within {@code dist}, where the tarball's URL follows,
 * which depends on the request. The second run (the bar is not written) is what only the full form shows; it may be empty. The text is
 * ASCII.
 */
public final class StoredManifest {
    /** The version attribute that holds why a version should not be used. */
    public static final String DEPRECATED = "deprecated";

    private static final Set<String> ABBREVIATED = Set.of(
            "name",
            "version",
            "dependencies",
            "optionalDependencies",
            "devDependencies",
            "peerDependencies",
            "peerDependenciesMeta",
            "bundleDependencies",
            "bin",
            "directories",
            "engines",
            "os",
            "cpu",
            "libc",
            "_hasShrinkwrap",
            "hasInstallScript");
    private static final String DIST = "dist";

    private StoredManifest() {}

    /** Encodes a manifest whose {@code dist} lacks nothing but the tarball. */
    public static String encode(ObjectNode manifest) {
        ObjectNode first = Json.object();
        ObjectNode second = Json.object();
        Json.forEachMember(manifest, (name, value) -> {
            if (!name.equals(DIST)) {
                (isAbbreviated(name) ? first : second).set(name, value);
            }
        });
        first.set(DIST, manifest.required(DIST));
        JsonText text = new JsonText();
        text.appendMembers(first);
        text.shorten(1);
        int open = text.length();
        text.appendMembers(second);
        return open + ":" + text;
    }

    /** Tells whether a member stands in the first run. */
    public static boolean isAbbreviated(String member) {
        return ABBREVIATED.contains(member);
    }

    /** Appends a version as one JSON object, of the full form or the abbreviated one. */
    public static void append(JsonText out, VersionView version, NpmName name, String repositoryUrl, boolean full) {
        String text = version.manifest();
        int start = text.indexOf(':') + 1;
        int end = start + length(text, start - 1);
        out.append('{').append(text, start, end);
        // Some upstreams tell no digests: dist then begins with the tarball.
        out.append(text.charAt(end - 1) == '{' ? "\"tarball\":" : ",\"tarball\":");
        out.appendText(repositoryUrl + tarballPath(version, name)).append('}');
        String deprecated = version.attributes().get(DEPRECATED);
        if (deprecated != null) {
            out.append(",\"deprecated\":").appendText(deprecated);
        }
        if (full && end < text.length()) {
            out.append(',').append(text, end, text.length());
        }
        out.append('}');
    }

    /** Reads a version's manifest, for the few who look into it; the tarball's URL is relative. */
    public static ObjectNode decode(VersionView version, NpmName name) {
        JsonText json = new JsonText();
        append(json, version, name, "", true);
        return Json.readStoredObject(json.toString());
    }

    /** Reads a manifest as it is kept, without any tarball. */
    public static ObjectNode decode(String text) {
        int start = text.indexOf(':') + 1;
        int end = start + length(text, start - 1);
        String rest = end < text.length() ? "," + text.substring(end) : "";
        return Json.readStoredObject("{" + text.substring(start, end) + "}" + rest + "}");
    }

    /** Tells whether a text can be copied into a packument. */
    public static boolean isValid(String text) {
        try {
            return text.chars().allMatch(c -> c < 128)
                    && decode(text).required(DIST).isObject();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | InvalidInputException e) {
            return false;
        }
    }

    /**
     * Returns the tarball's path as the view says, since some tarballs have a name of their own; or the usual path if the view was read
     * without files.
     */
    private static String tarballPath(VersionView version, NpmName name) {
        List<FileView> files = version.files();
        for (int i = 0; i < files.size(); i++) {
            String path = files.get(i).path().value();
            if (path.endsWith(".tgz")) {
                return path;
            }
        }
        return name.tarball(version.name()).value();
    }

    private static int length(String text, int digits) {
        return Integer.parseInt(text, 0, digits, 10);
    }
}
