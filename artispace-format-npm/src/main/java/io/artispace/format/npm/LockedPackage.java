package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version that is wanted, as a lock file pins it down.
 *
 * @param name the package
 * @param version the version
 * @param path where npm will ask for the tarball
 * @param claims an object that may have {@code integrity}
 */
record LockedPackage(NpmName name, String version, FilePath path, JsonNode claims) {
    private static final String ALIAS = "npm:";
    private static final Pattern ADDRESS = Pattern.compile("[a-z+]+:.*", Pattern.DOTALL);

    /** Reads {@code name@version}. */
    static LockedPackage parse(String coordinates) {
        int at = coordinates.lastIndexOf('@');
        if (at <= 0) {
            throw new InvalidInputException(
                    Quote.of(coordinates) + " is not a version of a package: write app@1.0.0 or @scope/app@1.0.0.");
        }
        NpmName name = new NpmName(coordinates.substring(0, at));
        String version = SemanticVersion.of(coordinates.substring(at + 1)).text();
        return new LockedPackage(name, version, name.tarball(version), Answer.object());
    }

    /**
     * Reads an entry of a lock file; empty if it comes from no registry, but from a directory, an archive or a repository of sources.
     *
     * @param key the name it is installed under
     */
    static Optional<LockedPackage> of(String key, JsonNode entry) {
        String version = entry.path("version").asText("");
        String resolved = entry.path("resolved").asText("");
        boolean elsewhere = entry.path("link").asBoolean()
                || entry.path("inBundle").asBoolean()
                || entry.path("bundled").asBoolean()
                || !resolved.isEmpty() && !resolved.startsWith("http");
        if (elsewhere) {
            return Optional.empty();
        }
        if (version.startsWith(ALIAS)) {
            LockedPackage meant = parse(version.substring(ALIAS.length()));
            return Optional.of(at(meant.name(), meant.version(), resolved, entry));
        }
        if (version.isEmpty() || ADDRESS.matcher(version).matches()) {
            return Optional.empty();
        }
        return Optional.of(at(new NpmName(entry.path("name").asText(key)), version, resolved, entry));
    }

    private static LockedPackage at(NpmName name, String version, String resolved, JsonNode entry) {
        String place = "/" + name + "/-/";
        String plain = resolved.replace("%2f", "/").replace("%2F", "/");
        int start = plain.lastIndexOf(place);
        String file = start < 0 ? "" : plain.substring(start + place.length());
        FilePath path =
                file.isEmpty() || file.contains("/") || file.contains("?") ? name.tarball(version) : name.file(file);
        return new LockedPackage(name, version, path, entry);
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
