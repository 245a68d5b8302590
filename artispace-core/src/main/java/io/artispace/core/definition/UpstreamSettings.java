package io.artispace.core.definition;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Addresses;
import io.artispace.upstream.Upstream.Redirects;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An upstream as settings and back. */
final class UpstreamSettings {
    private static final String URL = "upstream.url";
    private static final String USER = "upstream.user";
    private static final String SECRET = "upstream.secret";
    private static final String HEADER = "upstream.header";
    private static final String MORE = "upstream.headers.";
    private static final String FORWARD_HEADER = "upstream.forwardProxy.header";
    private static final String DOCUMENT_TTL = "upstream.documentTtl";
    private static final String ABSENCE_TTL = "upstream.absenceTtl";
    private static final String CONNECT_TIMEOUT = "upstream.connectTimeout";
    private static final String IDLE_TIMEOUT = "upstream.idleTimeout";
    private static final String RETRIES = "upstream.retries";
    private static final String REDIRECTS = "upstream.redirects";
    private static final String ADDRESSES = "upstream.addresses";
    private static final String CONTENT_CHECK = "upstream.contentCheck";
    private static final String MAX_DOCUMENT_SIZE = "upstream.maxDocumentSize";
    private static final String MAX_FILE_SIZE = "upstream.maxFileSize";
    private static final String OFFLINE = "upstream.offline";
    private static final String FORWARD_HOST = "upstream.forwardProxy.host";
    private static final String FORWARD_PORT = "upstream.forwardProxy.port";
    private static final String FORWARD_USER = "upstream.forwardProxy.user";
    private static final String FORWARD_SECRET = "upstream.forwardProxy.secret";

    private UpstreamSettings() {}

    static void write(Upstream upstream, Map<String, String> settings) {
        settings.put(URL, upstream.url().toString());
        upstream.authentication().ifPresent(credentials -> {
            write(credentials, settings, USER, SECRET, HEADER);
            credentials.more().forEach((name, value) -> settings.put(MORE + name, value.reveal()));
        });
        upstream.through().ifPresent(proxy -> {
            settings.put(FORWARD_HOST, proxy.host());
            settings.put(FORWARD_PORT, Integer.toString(proxy.port()));
            proxy.authentication()
                    .ifPresent(
                            credentials -> write(credentials, settings, FORWARD_USER, FORWARD_SECRET, FORWARD_HEADER));
        });
        settings.put(DOCUMENT_TTL, upstream.documentTtl().toString());
        settings.put(ABSENCE_TTL, upstream.absenceTtl().toString());
        settings.put(CONNECT_TIMEOUT, upstream.connectTimeout().toString());
        settings.put(IDLE_TIMEOUT, upstream.idleTimeout().toString());
        settings.put(RETRIES, Integer.toString(upstream.retries()));
        settings.put(REDIRECTS, upstream.redirects().name());
        settings.put(ADDRESSES, upstream.addresses().name());
        settings.put(CONTENT_CHECK, Boolean.toString(upstream.contentCheck()));
        settings.put(MAX_DOCUMENT_SIZE, Long.toString(upstream.maxDocumentSize()));
        settings.put(MAX_FILE_SIZE, Long.toString(upstream.maxFileSize()));
        settings.put(OFFLINE, Boolean.toString(upstream.offline()));
    }

    private static void write(
            Credentials credentials, Map<String, String> settings, String user, String secret, String header) {
        settings.put(user, credentials.user());
        settings.put(secret, credentials.secret().reveal());
        if (credentials.header() != null) {
            settings.put(header, credentials.header());
        }
    }

    static Upstream read(Map<String, String> settings) {
        return new Upstream(
                URI.create(text(settings, URL)),
                credentials(settings, USER, SECRET, HEADER, MORE),
                Duration.parse(text(settings, DOCUMENT_TTL)),
                Duration.parse(text(settings, ABSENCE_TTL)),
                Duration.parse(text(settings, CONNECT_TIMEOUT)),
                Duration.parse(text(settings, IDLE_TIMEOUT)),
                Integer.parseInt(text(settings, RETRIES)),
                Redirects.valueOf(text(settings, REDIRECTS)),
                Addresses.valueOf(text(settings, ADDRESSES)),
                Boolean.parseBoolean(text(settings, CONTENT_CHECK)),
                Long.parseLong(text(settings, MAX_DOCUMENT_SIZE)),
                Long.parseLong(text(settings, MAX_FILE_SIZE)),
                Boolean.parseBoolean(text(settings, OFFLINE)),
                forwardProxy(settings));
    }

    private static @Nullable Credentials credentials(
            Map<String, String> settings, String user, String secret, String header, @Nullable String more) {
        String value = settings.get(secret);
        if (value == null) {
            return null;
        }
        Map<String, Secret> headers = new HashMap<>();
        settings.forEach((key, text) -> {
            if (more != null && key.startsWith(more)) {
                headers.put(key.substring(more.length()), Secret.of(text));
            }
        });
        return new Credentials(text(settings, user), Secret.of(value), settings.get(header), headers);
    }

    private static @Nullable ForwardProxy forwardProxy(Map<String, String> settings) {
        String host = settings.get(FORWARD_HOST);
        return host == null
                ? null
                : new ForwardProxy(
                        host,
                        Integer.parseInt(text(settings, FORWARD_PORT)),
                        credentials(settings, FORWARD_USER, FORWARD_SECRET, FORWARD_HEADER, null));
    }

    private static String text(Map<String, String> settings, String key) {
        return Objects.requireNonNull(settings.get(key), key);
    }
}
