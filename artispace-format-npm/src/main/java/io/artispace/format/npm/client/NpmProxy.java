package io.artispace.format.npm.client;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the HTTP proxy through which npm asks a registry: that of its settings or else, as for other programs, that of the environment. */
final class NpmProxy {
    private NpmProxy() {}

    /**
     * Looks for a proxy.
     *
     * @param registry its URL
     * @throws IllegalArgumentException if there is one, and it is asked in another way than by plain HTTP
     */
    static Optional<ForwardProxy> find(NpmConfiguration configuration, URI registry) {
        Optional<String> left = configuration.text("noproxy").or(() -> configuration.variable("no_proxy"));
        return told(configuration, registry)
                .filter(proxy -> left.stream()
                        .flatMap(hosts -> Stream.of(hosts.split(",")))
                        .noneMatch(host -> covers(host.strip(), registry.getHost())))
                .map(NpmProxy::proxy);
    }

    private static Optional<String> told(NpmConfiguration configuration, URI registry) {
        List<String> variables = registry.getScheme().equalsIgnoreCase("https")
                ? List.of("https_proxy")
                : List.of("https_proxy", "http_proxy", "proxy");
        return Stream.concat(
                        Stream.of("https-proxy", "proxy").map(configuration::text),
                        variables.stream().map(configuration::variable))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Tells whether a name in {@code noproxy} is that of a host, or of a domain that it is in. To npm, a host has small letters only. */
    private static boolean covers(String name, String host) {
        String domain = name.replaceAll("^\\.+|\\.+$", "");
        return !domain.isEmpty() && ("." + host.toLowerCase(Locale.ROOT)).endsWith("." + domain);
    }

    private static ForwardProxy proxy(String text) {
        URI uri = URI.create(text);
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("no HTTP proxy");
        }
        String host = uri.getHost();
        boolean bracketed = host.startsWith("[");
        ForwardProxy proxy = ForwardProxy.at(
                bracketed ? host.substring(1, host.length() - 1) : host, uri.getPort() < 0 ? 80 : uri.getPort());
        if (uri.getRawUserInfo() == null) {
            return proxy;
        }
        String[] both = uri.getRawUserInfo().split(":", 2);
        return proxy.withCredentials(
                Credentials.basic(decoded(both[0]), Secret.of(both.length == 2 ? decoded(both[1]) : "")));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
