package io.artispace.format.npm.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * npm's settings from several places, as <a href="https://docs.npmjs.com/cli/configuring-npm/npmrc">its reference</a> orders them: the
 * first place that says something wins. Not thread-safe.
 */
final class NpmConfiguration {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)(\\\\*)\\$\\{([^${}?]+)(\\?)?}");
    private static final Pattern SECTION = Pattern.compile("\\[[^\\]]*]");

    /** The characters that lose their meaning behind a backslash. */
    private static final String SPECIAL = "\\;#";

    private static final String PREFIX = "npm_config_";

    private final Map<String, String> environment;
    private final Map<String, Setting> settings = new HashMap<>();

    /**
     * A value, and where it stands.
     *
     * @param hasUnknownVariable whether it names a variable that is not set
     */
    record Setting(String value, String place, boolean hasUnknownVariable) {
        /** A list, which is written as {@code name[]=value} line by line or, by commas, in one. */
        Setting and(Setting next) {
            return new Setting(value + "," + next.value, place, hasUnknownVariable || next.hasUnknownVariable);
        }

        /** The value may be a secret. */
        @Override
        public String toString() {
            return place;
        }
    }

    NpmConfiguration(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Adds {@code npm_config_registry=…} and its like. */
    void addEnvironment() {
        environment.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !value.isEmpty()) {
                String key = name.substring(PREFIX.length());
                boolean literal = key.startsWith("//") || key.startsWith("@");
                settings.putIfAbsent(
                        literal ? key : key.toLowerCase(Locale.ROOT).replaceAll("(?<!^)_", "-"),
                        setting(value, "the environment variable " + name));
            }
        });
    }

    /** Adds a file, if it is there. */
    void addFile(Path file, String place) throws IOException {
        if (Files.isRegularFile(file)) {
            String text = Files.readString(file);
            // Editors of Windows write a mark of the encoding, which npm takes for white space.
            parse(text.startsWith("\ufeff") ? text.substring(1) : text, place);
        }
    }

    private void parse(String text, String place) {
        // Within one file the last line wins; between places the first.
        Map<String, Setting> found = new HashMap<>();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (SECTION.matcher(stripped).matches()) {
                // A section: all lines from here to the end belong to this section or another one, and are no settings.
                break;
            }
            int equals = stripped.indexOf('=');
            if (equals > 0 && !stripped.startsWith("#") && !stripped.startsWith(";")) {
                String key = expanded(plain(stripped.substring(0, equals).strip()));
                found.merge(
                        key.replaceFirst("\\[]$", ""),
                        setting(plain(stripped.substring(equals + 1).strip()), place),
                        (before, last) -> key.endsWith("[]") ? before.and(last) : last);
            }
        }
        found.forEach(settings::putIfAbsent);
    }

    /**
     * Removes the quotes of a quoted text; of any other, the remark that begins with a semicolon or a number sign without a backslash
     * before it.
     */
    private static String plain(String text) {
        boolean quoted = text.length() > 1
                && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : withoutRemark(text);
    }

    private static String withoutRemark(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && i + 1 < text.length() && SPECIAL.indexOf(text.charAt(i + 1)) >= 0;
            if (escapes) {
                i++;
            } else if (c == ';' || c == '#') {
                break;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString().strip();
    }

    private Setting setting(String value, String place) {
        boolean unknown = VARIABLE.matcher(value)
                .results()
                .anyMatch(match ->
                        !isEscaped(match) && match.group(3) == null && environment.get(match.group(2)) == null);
        return new Setting(expanded(value), place, unknown);
    }

    /**
     * Replaces variables. One that is not set stays as it is written, or becomes empty if it ends with a question mark. Of backslashes
     * before it every other one is dropped, and behind an odd number of them it is no variable.
     */
    private String expanded(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String backslashes = match.group(1);
            String variable = match.group().substring(backslashes.length());
            String value = variable;
            if (!isEscaped(match)) {
                String otherwise = match.group(3) == null ? variable : "";
                value = environment.getOrDefault(match.group(2), otherwise);
            }
            return Matcher.quoteReplacement(backslashes.substring((backslashes.length() + 1) / 2) + value);
        });
    }

    private static boolean isEscaped(MatchResult match) {
        return match.group(1).length() % 2 == 1;
    }

    Optional<Setting> get(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Returns a setting's value, unless it is empty, or says as npm does that there is none. */
    Optional<String> text(String key) {
        return get(key).map(Setting::value)
                .filter(value -> !List.of("", "null", "false").contains(value));
    }

    /** Returns a variable of the environment, however its name is capitalized; empty if it is empty. */
    Optional<String> variable(String name) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    Map<String, Setting> all() {
        return settings;
    }
}
