package io.artispace.http.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells for each request under which URL its client reaches the registry: as the options say; otherwise as those headers say that the
 * options trust; otherwise the address that the server is bound to or, if that is every interface, the one that the client connected
 * to.
 */
final class BaseUrls {
    private final JdkHttpOptions options;
    private final int port;
    private final URI bound;
    private final boolean everyInterface;
    private volatile Parsed last;

    /** The last URL and its text, kept since nearly all requests have the same one, and parsing is not free. */
    private record Parsed(String text, URI url) {}

    BaseUrls(JdkHttpOptions options, InetSocketAddress address) {
        this.options = options;
        this.port = address.getPort();
        this.everyInterface = address.getAddress().isAnyLocalAddress();
        String host = everyInterface ? "localhost" : bracketed(options.host());
        this.bound = options.baseUrl().orElse(URI.create("http://" + host + ":" + port + options.contextPath() + "/"));
        this.last = new Parsed(bound.toString(), bound);
    }

    /** Returns the URL that does not depend on a request. */
    URI bound() {
        return bound;
    }

    /** Returns the URL for the client of a request. */
    URI of(HttpExchange exchange) {
        if (options.baseUrl().isPresent()) {
            return bound;
        }
        Headers headers = exchange.getRequestHeaders();
        String host = options.trustsForwarded() ? forwarded(headers, "X-forwarded-host") : null;
        if (host == null && options.trustsHost()) {
            host = headers.getFirst("Host");
        }
        boolean known = host != null && UrlParts.isHost(host);
        if (!known && !everyInterface && !options.trustsForwarded()) {
            return bound;
        }
        return parsed(scheme(headers) + "://" + (known ? host : localAddress(exchange)) + prefix(headers)
                + options.contextPath() + "/");
    }

    private String scheme(Headers headers) {
        String scheme = options.trustsForwarded() ? forwarded(headers, "X-forwarded-proto") : null;
        return scheme != null && UrlParts.isScheme(scheme) ? scheme.toLowerCase(Locale.ROOT) : "http";
    }

    private String prefix(Headers headers) {
        String prefix = options.trustsForwarded() ? forwarded(headers, "X-forwarded-prefix") : null;
        return Optional.ofNullable(prefix).flatMap(UrlParts::contextPath).orElse("");
    }

    private String localAddress(HttpExchange exchange) {
        if (!everyInterface) {
            return bracketed(options.host()) + ":" + port;
        }
        InetAddress address = exchange.getLocalAddress().getAddress();
        return bracketed(address.getHostAddress()) + ":" + port;
    }

    /** Each proxy adds its own value behind those it received; the first is the client's. */
    private static @Nullable String forwarded(Headers headers, String name) {
        String values = headers.getFirst(name);
        if (values == null) {
            return null;
        }
        int comma = values.indexOf(',');
        return (comma < 0 ? values : values.substring(0, comma)).strip();
    }

    private URI parsed(String text) {
        Parsed known = last;
        if (!known.text().equals(text)) {
            known = new Parsed(text, URI.create(text));
            last = known;
        }
        return known.url();
    }

    /** An IPv6 address stands in brackets, and without the zone, which means something on this machine only. */
    private static String bracketed(String host) {
        if (host.indexOf(':') < 0 || host.startsWith("[")) {
            return host;
        }
        int zone = host.indexOf('%');
        return "[" + (zone < 0 ? host : host.substring(0, zone)) + "]";
    }
}
