package io.artispace.format.maven.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mirror of a {@code settings.xml}: what is asked in place of the repositories that {@code mirrorOf} names. */
record Mirror(String id, String url, String mirrorOf, boolean blocked) {
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");

    /** Chooses as Maven does: a mirror that names just this repository goes before any pattern; otherwise the first that matches. */
    static Optional<Mirror> choose(List<Mirror> mirrors, RemoteRepository repository) {
        return mirrors.stream()
                .filter(mirror -> mirror.mirrorOf.equals(repository.id()))
                .findFirst()
                .or(() -> mirrors.stream()
                        .filter(mirror -> mirror.matches(repository))
                        .findFirst());
    }

    private boolean matches(RemoteRepository repository) {
        boolean matches = false;
        for (String part : mirrorOf.split(",")) {
            String rule = part.strip();
            if (rule.equals("!" + repository.id())) {
                return false;
            }
            matches |= switch (rule) {
                case "*" -> true;
                case "external:*" -> isExternal(repository.url());
                case "external:http:*" -> isExternal(repository.url()) && isHttp(repository.url());
                default -> rule.equals(repository.id());
            };
        }
        return matches;
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
