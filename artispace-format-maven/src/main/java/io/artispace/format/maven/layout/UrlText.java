package io.artispace.format.maven.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Writes names into URLs: everything but RFC 3986's unreserved characters is percent-encoded. */
public final class UrlText {
    private UrlText() {}

    /** Encodes one segment or one value of a query. */
    public static String encode(String text) {
        // What differs in forms, which URLEncoder writes.
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Encodes a path and leaves its slashes. */
    public static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }
}
