package io.artispace.format.npm.prefetch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.SemanticVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code pnpm-lock.yaml} of lock version 6 (pnpm 8) or 9 (pnpm 9 and newer): the entries below {@code packages}, which are named
 * {@code app@1.0.0}, in version 6 {@code /app@1.0.0(peer@2.0.0)}, or {@code host/app@1.0.0} if it comes from the registry of another scope
 * than its own. Used once.
 */
final class PnpmLockReader {
    private static final String VERSION = "lockfileVersion";
    private static final String RESOLUTION = "resolution: ";
    private static final Pattern NINTH = Pattern.compile("(?<name>.[^@]*)@(?<version>.*)");
    private static final Pattern SIXTH =
            Pattern.compile("(?:[^@/][^/]*)?/(?<name>(?:@[^@/]*/)?[^@/]*)@(?<version>[^(]*)(?:\\(.*)?");

    private final LockLines lines;
    private final Consumer<LockedPackage> found;
    private String section = "";
    private String entry = "";
    /** Where the entry's tarball is, and its digest; empty if it does not say. */
    private String resolution = "";

    private boolean sixth;

    /**
     * Begins to read.
     *
     * @param lines at the line that tells the version
     */
    PnpmLockReader(LockLines lines, Consumer<LockedPackage> found) {
        this.lines = lines;
        this.found = found;
    }

    /** Reads to the end. */
    void read() throws IOException {
        do {
            switch (lines.indent()) {
                case 0 -> beginSection();
                case 2 -> beginEntry();
                case 4 -> note(lines.text());
                default -> {
                    // What a package depends on, and who is asked for money: all that is needed has an entry of its
                    // own.
                }
            }
        } while (lines.next());
        endEntry();
    }

    private void beginSection() {
        endEntry();
        String text = lines.text();
        lines.value(VERSION, ": ").ifPresent(version -> checkVersion(lines.plain(version)));
        boolean known = text.startsWith("#") || text.equals("---") || text.matches("[A-Za-z]+:(?: .*)?");
        if (!known) {
            throw lines.unreadable("the name of a section was expected");
        }
        section = text;
    }

    private void checkVersion(String version) {
        sixth = version.startsWith("6.");
        if (!sixth && !version.startsWith("9.")) {
            throw new InvalidInputException("The pnpm-lock.yaml is of the lock version " + Quote.of(version)
                    + ", which cannot be read: 6 and 9 can, which pnpm 8 and newer write.");
        }
    }

    private boolean isPackages() {
        return section.equals("packages:");
    }

    private void beginEntry() {
        if (!isPackages()) {
            return;
        }
        String text = lines.text();
        if (text.startsWith(": ") && !entry.isEmpty()) {
            note(text.substring(2).strip());
            return;
        }
        endEntry();
        // A name that is very long has a question mark before it, and its colon on the next line.
        entry = lines.plain(text.startsWith("? ") ? text.substring(2) : lines.heading());
    }

    private void note(String field) {
        if (isPackages() && field.startsWith(RESOLUTION)) {
            resolution = field.substring(RESOLUTION.length()).strip();
        }
    }

    private void endEntry() {
        if (!entry.isEmpty()) {
            locked().ifPresent(found);
        }
        entry = "";
        resolution = "";
    }

    private Optional<LockedPackage> locked() {
        Matcher id = (sixth ? SIXTH : NINTH).matcher(entry);
        if (!id.matches() || SemanticVersion.parse(id.group("version")).isEmpty()) {
            // An address, or a directory.
            return Optional.empty();
        }
        Map<String, String> told = flow(resolution);
        if (!told.containsKey("integrity") && !told.containsKey("tarball")) {
            throw lines.unreadable("the entry " + Quote.of(entry) + " above it has no resolution on one line");
        }
        ObjectNode claims = Json.object().put("integrity", told.getOrDefault("integrity", ""));
        NpmName name = new NpmName(id.group("name"));
        return LockedPackage.at(name, id.group("version"), told.getOrDefault("tarball", ""), claims);
    }

    /** Reads <code>{integrity: sha512-…, tarball: https://…}</code>. */
    private Map<String, String> flow(String text) {
        Map<String, String> members = new HashMap<>();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return members;
        }
        int start = 1;
        int last = text.length() - 1;
        while (start < last) {
            int colon = text.indexOf(": ", start);
            if (colon < 0) {
                throw lines.unreadable("the entry above it has a malformed resolution");
            }
            int value = colon + 2;
            char quote = text.charAt(value);
            int end = quote == '\'' || quote == '"'
                    ? text.indexOf(quote + ", ", value + 1) + 1
                    : text.indexOf(", ", value);
            if (end < value) {
                end = last;
            }
            members.put(text.substring(start, colon), lines.plain(text.substring(value, end)));
            start = end + 2;
        }
        return members;
    }
}
