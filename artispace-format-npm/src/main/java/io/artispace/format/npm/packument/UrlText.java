package io.artispace.format.npm.packument;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text in URLs. */
public final class UrlText {
    private UrlText() {}

    /** Encodes one segment of a path or one value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
