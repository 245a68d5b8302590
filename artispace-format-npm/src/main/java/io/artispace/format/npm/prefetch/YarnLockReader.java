package io.artispace.format.npm.prefetch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.SemanticVersion;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads {@code yarn.lock}: that of yarn 1 ({@code version "1.0.0"}), whose entries tell address and integrity, and that of newer ones
 * ({@code version: 1.0.0}), whose entries tell a resolution. The checksum that newer ones note is that of an archive which yarn makes
 * itself, and says nothing of the tarball. Used once.
 */
final class YarnLockReader {
    private static final String PROTOCOL = "npm:";
    private static final String ADDRESS = "__archiveUrl=";

    private final LockLines lines;
    private final Consumer<LockedPackage> found;
    private final boolean classic;
    private final Map<String, String> fields = new HashMap<>();
    private String heading = "";

    /**
     * Begins to read.
     *
     * @param lines at the first entry
     * @param classic whether yarn 1 has written them
     */
    YarnLockReader(LockLines lines, boolean classic, Consumer<LockedPackage> found) {
        this.lines = lines;
        this.classic = classic;
        this.found = found;
    }

    /** Reads to the end. */
    void read() throws IOException {
        do {
            if (lines.indent() == 0) {
                begin();
            } else if (lines.indent() == 2) {
                note();
            }
        } while (lines.next());
        end();
    }

    private void begin() {
        String text = lines.text();
        if (text.startsWith("#") || text.equals(":") && heading.startsWith("?")) {
            return;
        }
        end();
        // Newer ones write a heading that is very long with a question mark before it, and the colon on a line of its
        // own.
        heading = text.startsWith("? ") && !classic ? text : lines.heading();
    }

    private void note() {
        String separator = classic ? " " : ": ";
        for (String key : List.of("version", "resolved", "integrity", "resolution")) {
            lines.value(key, separator).ifPresent(value -> fields.put(key, lines.plain(value)));
        }
    }

    private void end() {
        if (!heading.isEmpty()) {
            (classic ? classic() : modern()).ifPresent(found);
        }
        fields.clear();
        heading = "";
    }

    private String required(String key) {
        String value = fields.get(key);
        if (value == null) {
            throw lines.unreadable("the entry above it has no " + key);
        }
        return value;
    }

    /** An entry without address is a directory. One that is kept in a directory of archives has a file's name as its address. */
    private Optional<LockedPackage> classic() {
        String version = required("version");
        String resolved = fields.get("resolved");
        if (resolved == null) {
            return Optional.empty();
        }
        int hash = resolved.lastIndexOf('#');
        ObjectNode claims = Json.object();
        Optional.ofNullable(fields.get("integrity")).ifPresent(integrity -> claims.put("integrity", integrity));
        claims.put("shasum", hash < 0 ? "" : resolved.substring(hash + 1));
        // Read once: it may be as long as a line, which may have as many patterns.
        Optional<LockedPackage.Address> address = LockedPackage.Address.of(resolved);
        for (String pattern : patterns()) {
            NpmName name = new NpmName(name(pattern));
            Optional<LockedPackage> locked = resolved.contains("://")
                    ? address.flatMap(tarball -> tarball.locked(name, version, claims))
                    : Optional.of(LockedPackage.usual(name, version, claims));
            if (locked.isPresent()) {
                return locked;
            }
        }
        return Optional.empty();
    }

    /** Returns what is asked for by {@code app@^1.0.0} or {@code other@npm:app@^1.0.0}. */
    private static String name(String pattern) {
        int at = pattern.indexOf('@', 1);
        String range = at < 0 ? "" : pattern.substring(at + 1);
        if (!range.startsWith(PROTOCOL)) {
            return at < 0 ? pattern : pattern.substring(0, at);
        }
        String meant = range.substring(PROTOCOL.length());
        int version = meant.indexOf('@', 1);
        return version < 0 ? meant : meant.substring(0, version);
    }

    private List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        int start = 0;
        while (start < heading.length()) {
            int comma = heading.indexOf(", ", heading.charAt(start) == '"' ? closingQuote(start) : start);
            int end = comma < 0 ? heading.length() : comma;
            patterns.add(lines.plain(heading.substring(start, end)));
            start = end + 2;
        }
        return patterns;
    }

    private int closingQuote(int start) {
        int at = start + 1;
        while (at < heading.length() && heading.charAt(at) != '"') {
            at += heading.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    /**
     * Reads {@code app@npm:1.0.0}, which may name an address: {@code app@npm:1.0.0::__archiveUrl=…}. Other protocols are of no registry.
     */
    private Optional<LockedPackage> modern() {
        String resolution = required("resolution");
        int at = resolution.indexOf('@', 1);
        if (at < 0) {
            throw lines.unreadable("the entry above it has a resolution without a version");
        }
        String reference = resolution.substring(at + 1);
        if (!reference.startsWith(PROTOCOL)) {
            return Optional.empty();
        }
        int bound = reference.indexOf("::", PROTOCOL.length());
        String version = reference.substring(PROTOCOL.length(), bound < 0 ? reference.length() : bound);
        if (SemanticVersion.parse(version).isEmpty()) {
            throw lines.unreadable("the entry above it has a malformed version");
        }
        String address = bound < 0 ? "" : address(reference.substring(bound + 2));
        return LockedPackage.at(new NpmName(resolution.substring(0, at)), version, address, Json.object());
    }

    private String address(String parameters) {
        for (String parameter : parameters.split("&")) {
            if (parameter.startsWith(ADDRESS)) {
                try {
                    return URLDecoder.decode(parameter.substring(ADDRESS.length()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw lines.unreadable("the entry above it has a malformed address");
                }
            }
        }
        return "";
    }

    /** Checks what newer ones say of their format. */
    static void checkVersion(String version) {
        if (!version.matches("[0-9]{1,3}") || Integer.parseInt(version) < 4) {
            throw new InvalidInputException(
                    "The yarn.lock is of a version that cannot be read: those of yarn 1, and of yarn 2"
                            + " and newer can.");
        }
    }
}
