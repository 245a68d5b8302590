package io.artispace.http.jdk;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks what options and headers say about the URL under which clients reach the registry. A value that fails its check is not used. */
final class UrlParts {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?");
    private static final int LONGEST_PATH = 200;

    private UrlParts() {}

    /** Returns a path without a slash at its end; empty if it has more than unreserved characters between its slashes. */
    static Optional<String> contextPath(String path) {
        if (!path.startsWith("/")
                || path.length() > LONGEST_PATH
                || !PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.of(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Returns the URL with a slash at its end; empty if it is not one of a web server's directory. */
    static Optional<URI> baseUrl(URI url) {
        if (!url.isAbsolute()
                || url.getHost() == null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getRawUserInfo() != null
                || !isScheme(url.getScheme())) {
            return Optional.empty();
        }
        return Optional.of(url.toString().endsWith("/") ? url : URI.create(url + "/"));
    }

    /** Leaves out of a URL what may be a password. */
    static String withoutSecrets(URI url) {
        return url.toString().replaceFirst("([?#]).*", "$1***").replaceFirst("^(\\w*:/*)?.*@", "$1***@");
    }

    /** Tells whether the text is {@code http} or {@code https}. */
    static boolean isScheme(String text) {
        return text.equalsIgnoreCase("http") || text.equalsIgnoreCase("https");
    }

    /** Tells whether the text is a host with or without a port. */
    static boolean isHost(String text) {
        return HOST.matcher(text).matches() && (text.charAt(0) != '[' || isAuthority(text));
    }

    /** An address in brackets can look right and still be malformed; then no URL can be made of it. */
    private static boolean isAuthority(String text) {
        try {
            return new URI("http://" + text).getHost() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
