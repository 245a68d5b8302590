package io.artispace.format.npm.prefetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.SemanticVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version that is wanted, as a lock file pins it down.
 *
 * @param name the package
 * @param version the version
 * @param path where npm will ask for the tarball
 * @param claims an object that may have {@code integrity} or {@code shasum}
 */
record LockedPackage(NpmName name, String version, FilePath path, JsonNode claims) {
    private static final String ALIAS = "npm:";
    private static final Pattern ADDRESS = Pattern.compile("[a-z+]+:.*", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);
    private static final Pattern ENCODED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
    /**
     * Some registries repeat the scope: {@code @acme/app/-/@acme/app-1.0.0.tgz}. What is before the package is not repeated segment by
     * segment, for which Java would need a deeper stack with each.
     */
    private static final Pattern TARBALL = Pattern.compile("(?i:https?)://[^/]+/(?:(?s:.*?)/)??"
            + "(?<package>(?<scope>@[^/]+/)?[^/]+)/-/(?:\\k<scope>)?(?<file>[^/]+\\.(?:tgz|tar\\.gz))");

    /** Keeps nothing of an entry but its digests: there may be many entries, with millions of dependencies. */
    LockedPackage {
        ObjectNode digests = Json.object();
        for (String digest : List.of("integrity", "shasum")) {
            if (claims.path(digest).isTextual()) {
                digests.set(digest, claims.path(digest));
            }
        }
        claims = digests;
    }

    /** What the address of a tarball at a registry names. */
    record Address(String packageName, String file) {
        /** Reads an address; empty if it is none of a registry. */
        static Optional<Address> of(String resolved) {
            String address = QUERY.matcher(resolved).replaceFirst("").replace("%40", "@");
            Matcher tarball = TARBALL.matcher(ENCODED_SLASH.matcher(address).replaceAll("/"));
            return tarball.matches()
                    ? Optional.of(new Address(tarball.group("package"), tarball.group("file")))
                    : Optional.empty();
        }

        /** Returns a version whose tarball is here; empty if another package is. */
        Optional<LockedPackage> locked(NpmName name, String version, JsonNode claims) {
            return packageName.equals(name.value())
                    ? Optional.of(new LockedPackage(name, version, name.file(file), claims))
                    : Optional.empty();
        }
    }

    /** Reads {@code name@version}. */
    static LockedPackage parse(String coordinates) {
        int at = coordinates.lastIndexOf('@');
        if (at <= 0) {
            throw new InvalidInputException(
                    Quote.of(coordinates) + " is not a version of a package: write app@1.0.0 or @scope/app@1.0.0.");
        }
        NpmName name = new NpmName(coordinates.substring(0, at));
        String version = SemanticVersion.of(coordinates.substring(at + 1)).text();
        return usual(name, version, Json.object());
    }

    /** Returns a version whose tarball has the usual address, of whatever registry the client is set up with. */
    static LockedPackage usual(NpmName name, String version, JsonNode claims) {
        return new LockedPackage(name, version, name.tarball(version), claims);
    }

    /**
     * Reads an entry of a lock file; empty if it comes from no registry, but from a directory, an archive or a repository of sources. An
     * address is taken to be one of a registry, on whatever host, if it ends like that of a tarball of this package. Any other archive is
     * no package of a registry, even if a registry has one of the same name: npm fetches it from its address.
     *
     * @param key the name it is installed under
     */
    static Optional<LockedPackage> of(String key, JsonNode entry) {
        String version = entry.path("version").asText("");
        String resolved = entry.path("resolved").asText("");
        boolean elsewhere = entry.path("link").asBoolean()
                || entry.path("inBundle").asBoolean()
                || entry.path("bundled").asBoolean();
        if (elsewhere) {
            return Optional.empty();
        }
        if (version.startsWith(ALIAS)) {
            LockedPackage meant = parse(version.substring(ALIAS.length()));
            return at(meant.name(), meant.version(), resolved, entry);
        }
        if (version.isEmpty() || ADDRESS.matcher(version).matches()) {
            return Optional.empty();
        }
        return at(new NpmName(entry.path("name").asText(key)), version, resolved, entry);
    }

    /**
     * Reads an entry of {@code bun.lock}: {@code ["app@1.0.0", "https://…", {…}, "sha512-…"]}. Empty if it comes from no registry: then it
     * has something else behind the name, or comes in the tarball of another package.
     */
    static Optional<LockedPackage> ofBun(JsonNode entry) {
        String id = entry.path(0).asText("");
        int at = id.indexOf('@', 1);
        if (at < 0) {
            throw new InvalidInputException("The lock file has a package without a name and a version.");
        }
        String version = id.substring(at + 1);
        boolean ofRegistry = SemanticVersion.parse(version).isPresent()
                && !entry.path(2).path("bundled").asBoolean();
        return ofRegistry
                ? at(
                        new NpmName(id.substring(0, at)),
                        version,
                        entry.path(1).asText(""),
                        Json.object().put("integrity", entry.path(3).asText("")))
                : Optional.empty();
    }

    /**
     * Returns a version whose tarball is at an address; empty if that is none of a registry.
     *
     * @param resolved the address; empty if it is the usual one
     * @param entry an object that may have {@code integrity} or {@code shasum}
     */
    static Optional<LockedPackage> at(NpmName name, String version, String resolved, JsonNode entry) {
        return resolved.isEmpty()
                ? Optional.of(usual(name, version, entry))
                : Address.of(resolved).flatMap(address -> address.locked(name, version, entry));
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
