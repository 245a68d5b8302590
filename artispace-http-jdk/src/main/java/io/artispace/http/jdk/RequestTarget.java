package io.artispace.http.jdk;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Path and query of a request, as they came. They are cut from the text rather than taken from {@link URI}, which reads the target
 * {@code //a/b} as host {@code a} and path {@code /b}.
 *
 * @param rawPath the path
 * @param rawQuery the query without its question mark; null if there is none
 */
record RequestTarget(String rawPath, @Nullable String rawQuery) {
    static RequestTarget of(URI uri) {
        String text = uri.toString();
        if (!text.startsWith("/")) {
            text = withoutAuthority(text);
        }
        int question = text.indexOf('?');
        return question < 0
                ? new RequestTarget(text, null)
                : new RequestTarget(text.substring(0, question), text.substring(question + 1));
    }

    /** Returns the path below a context path, which is empty text for the context path itself; nothing if it is elsewhere. */
    Optional<String> pathBelow(String contextPath) {
        if (contextPath.isEmpty()) {
            return Optional.of(rawPath);
        }
        if (!rawPath.startsWith(contextPath)) {
            return Optional.empty();
        }
        String rest = rawPath.substring(contextPath.length());
        return rest.isEmpty() || rest.startsWith("/") ? Optional.of(rest) : Optional.empty();
    }

    /** Servers must accept {@code http://host/path} as a target too (RFC 9112 section 3.2.2). */
    private static String withoutAuthority(String absolute) {
        int authority = absolute.indexOf("://") + "://".length();
        int path = absolute.indexOf('/', authority);
        int query = absolute.indexOf('?', authority);
        if (path < 0 || query >= 0 && query < path) {
            return "/" + (query < 0 ? "" : absolute.substring(query));
        }
        return absolute.substring(path);
    }
}
