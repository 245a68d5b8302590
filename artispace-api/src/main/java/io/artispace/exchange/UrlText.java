package io.artispace.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes text into URLs: everything but the unreserved characters of RFC 3986 is percent-encoded as UTF-8. */
public final class UrlText {
    private UrlText() {}

    /**
     * Encodes one segment of a path, or one value of a query.
     *
     * @param text any text
     * @return the text in printable ASCII without a slash
     */
    public static String encode(String text) {
        // What differs in forms, which URLEncoder writes.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /**
     * Encodes a path and leaves its slashes.
     *
     * @param path any text, such as that of a {@link io.artispace.FilePath}
     * @return the path in printable ASCII
     */
    public static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }
}
