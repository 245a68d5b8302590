package io.artispace.examples.standalone;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads options. An option on the command line overrides the one in the file; users of both are created. */
final class OptionsParser {
    private static final Set<String> KNOWN = Set.of(
            "data",
            "host",
            "port",
            "base-url",
            "metadata",
            "blobs",
            "maven-upstream",
            "npm-upstream",
            "anonymous",
            "user",
            "config");

    /** Editors of Windows write it before a text in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, String> values = new HashMap<>();
    private final List<UserOption> users = new ArrayList<>();
    private boolean verify;
    private boolean help;

    OptionsParser commandLine(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (argument.equals("--help") || argument.equals("-h")) {
                help = true;
            } else if (argument.equals("--verify")) {
                verify = true;
            } else if (option.equals("--verify") || option.equals("--help")) {
                throw new UsageException(option + " takes no value; write it alone.");
            } else if (!option.startsWith("--") || !KNOWN.contains(option.substring(2))) {
                // What stands behind the equals sign may be a password.
                throw new UsageException("Unknown argument " + Quote.of(equals < 0 ? option : option + "=")
                        + "; --help lists those that are known.");
            } else if (equals >= 0) {
                add(option.substring(2), argument.substring(equals + 1), "the command line");
            } else if (++i == arguments.size() || arguments.get(i).startsWith("--")) {
                throw new UsageException(argument + " needs a value; --help says which.");
            } else {
                add(option.substring(2), arguments.get(i), "the command line");
            }
        }
        String file = values.get("config");
        return file == null ? this : file(path("config", file));
    }

    private OptionsParser file(Path file) {
        OptionsParser inFile = new OptionsParser();
        for (String line : lines(file)) {
            String[] words = line.strip().split("[\\s=]+", 2);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            if (!KNOWN.contains(words[0]) || words.length < 2 || words[0].equals("config")) {
                throw new UsageException(
                        "Cannot understand " + Quote.of(words[0]) + " in the file of --config: each line is an option"
                                + " without its dashes and its value, such as \"port 8081\".");
            }
            inFile.add(words[0], words[1], "the file of --config");
        }
        inFile.values.forEach(values::putIfAbsent);
        users.addAll(0, inFile.users);
        return this;
    }

    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file. Correct the path");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not in UTF-8. Save it anew");
        } catch (IOException e) {
            throw unreadable(file, e + ". Check that it is a file, and who may read it");
        }
    }

    private static UsageException unreadable(Path file, String why) {
        return new UsageException("Cannot read the file of --config, " + Quote.of(file.toString()) + ": " + why + ".");
    }

    private void add(String option, String value, String place) {
        if (value.isBlank()) {
            // It may come from a variable that is not set, and an empty path would mean the current directory.
            throw new UsageException(
                    "The option " + option + " in " + place + " has an empty value; --help says which it needs.");
        } else if (option.equals("user")) {
            users.add(UserOption.parse(value));
        } else if (values.put(option, value) != null) {
            throw new UsageException("The option " + option + " stands twice in " + place + "; say it once.");
        }
    }

    Options options() {
        Path directory = values.containsKey("data") ? path("data", values.get("data")) : null;
        Options.Stores stores = new Options.Stores(directory, location("metadata"), location("blobs"));
        if (!help && !stores.areNamed()) {
            throw new UsageException("--data DIR is missing: say where everything is to be kept.");
        }
        return new Options(
                stores,
                new Options.Address(values.getOrDefault("host", "127.0.0.1"), port(), baseUrl()),
                upstream("maven-upstream"),
                upstream("npm-upstream"),
                users,
                anonymousRead(),
                verify,
                help);
    }

    private int port() {
        String text = values.getOrDefault("port", "8081");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new UsageException("--port needs a number from 0 to 65535, not " + Quote.of(text) + ".");
        }
        return Integer.parseInt(text);
    }

    private @Nullable Boolean anonymousRead() {
        String text = values.get("anonymous");
        if (text != null && !text.equals("read") && !text.equals("none")) {
            throw new UsageException("--anonymous needs read or none, not " + Quote.of(text) + ".");
        }
        return text == null ? null : text.equals("read");
    }

    private @Nullable URI baseUrl() {
        URI url = location("base-url");
        if (url == null) {
            return null;
        }
        String scheme = url.getScheme();
        boolean reachable = "http".equals(scheme) || "https".equals(scheme);
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!reachable || !plain || url.getHost() == null) {
            throw new UsageException(
                    "--base-url needs an address such as https://artifacts.example.com/, without user, query and fragment.");
        }
        return url.toString().endsWith("/") ? url : URI.create(url + "/");
    }

    /**
     * {@link URI} does not accept {@code memory:} alone. What is no URI may still contain a password, so the message does not repeat it.
     */
    private @Nullable URI location(String option) {
        String text = values.get(option);
        try {
            return text == null ? null : URI.create(text.endsWith(":") ? text + "/" : text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--" + option + " needs a URI. What a URI cannot hold as it is, such as a space, a % or a ^"
                            + " in a password, is written %20, %25 or %5E.");
        }
    }

    /** It may contain a password, so the message does not repeat it. */
    private Optional<Upstream> upstream(String option) {
        try {
            return Optional.ofNullable(values.get(option))
                    .map(URI::create)
                    .map(Upstream::at)
                    .map(Upstream::atAnyAddress);
        } catch (IllegalArgumentException | InvalidInputException e) {
            throw new UsageException(
                    "--" + option
                            + " needs the http or https URL of a registry, such as https://user:password@artifacts.example.com/.");
        }
    }

    private static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " needs a path, not " + Quote.of(text) + ": " + e.getReason()
                    + ". Characters beyond ASCII need a locale that has them, such as that of LC_ALL=C.UTF-8.");
        }
    }
}
