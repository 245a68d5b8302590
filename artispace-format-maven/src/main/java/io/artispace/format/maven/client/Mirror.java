package io.artispace.format.maven.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mirror of a {@code settings.xml}: what is asked in place of the repositories that {@code mirrorOf} names.
 *
 * @param layouts of which layout these are, written like {@code mirrorOf}; empty for any
 */
record Mirror(String id, String url, String mirrorOf, String layouts, boolean blocked) {
    /** That of every repository that a proxy can fetch from. */
    private static final String LAYOUT = "default";

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");

    /** Chooses as Maven does: a mirror that names just this repository goes before any pattern; otherwise the first that matches. */
    static Optional<Mirror> choose(List<Mirror> mirrors, RemoteRepository repository) {
        List<Mirror> fitting = mirrors.stream()
                .filter(mirror -> mirror.layouts.isEmpty() || names(mirror.layouts, LAYOUT, "*"::equals))
                .toList();
        return fitting.stream()
                .filter(mirror -> mirror.mirrorOf.equals(repository.id()))
                .findFirst()
                .or(() -> fitting.stream()
                        .filter(mirror -> names(mirror.mirrorOf, repository.id(), rule -> isFor(rule, repository)))
                        .findFirst());
    }

    /** Tells whether a list names something: what it names itself, or leaves out by an exclamation mark, is decided there. */
    private static boolean names(String list, String name, Predicate<String> isWildcardFor) {
        boolean names = false;
        for (String part : list.split(",")) {
            String rule = part.strip();
            if (rule.equals(name) || rule.equals("!" + name)) {
                return rule.equals(name);
            }
            names |= isWildcardFor.test(rule);
        }
        return names;
    }

    private static boolean isFor(String wildcard, RemoteRepository repository) {
        return switch (wildcard) {
            case "*" -> true;
            case "external:*" -> isExternal(repository.url());
            case "external:http:*" -> isExternal(repository.url()) && isHttp(repository.url());
            default -> false;
        };
    }

    /** Tells whether a repository is external; one whose URL is not known counts as external, as Maven's own repositories are. */
    private static boolean isExternal(@Nullable String url) {
        if (url == null) {
            return true;
        }
        try {
            URI uri = URI.create(url);
            return !LOCAL_HOSTS.contains(String.valueOf(uri.getHost())) && !"file".equalsIgnoreCase(uri.getScheme());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean isHttp(@Nullable String url) {
        return url != null && url.toLowerCase(Locale.ROOT).startsWith("http:");
    }
}
