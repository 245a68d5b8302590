package io.artispace.format.maven;

import java.nio.charset.StandardCharsets;

/** Writes names into URLs: everything but RFC 3986's unreserved characters is percent-encoded. */
final class UrlText {
    private static final String HEX = "0123456789ABCDEF";

    private UrlText() {}

    /** Encodes one segment or one value of a query. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /** Encodes a path and leaves its slashes. */
    static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }
}
