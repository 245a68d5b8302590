package io.artispace.format.npm;

import io.artispace.Registry;
import io.artispace.access.Caller;
import io.artispace.exchange.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request to a repository, {@code npm} unless it is said otherwise, as a client sends it. */
final class NpmCall {
    private final Registry registry;
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String repository = "npm";
    private @Nullable Caller caller;
    private InputStream body = InputStream.nullInputStream();

    /**
     * Begins a request.
     *
     * @param path still encoded, below the repository, without a leading slash; may have a query
     */
    NpmCall(Registry registry, String method, String path) {
        this.registry = registry;
        this.method = method;
        this.path = path;
    }

    NpmCall in(String other) {
        repository = other;
        return this;
    }

    NpmCall as(Caller user) {
        caller = user;
        return this;
    }

    /** Leaves it to the headers who asks. */
    NpmCall anonymously() {
        caller = null;
        return this;
    }

    NpmCall bearer(String token) {
        return anonymously().header("Authorization", "Bearer " + token);
    }

    NpmCall basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return anonymously()
                .header("Authorization", "basic " + Base64.getEncoder().encodeToString(pair));
    }

    NpmCall header(String name, String value) {
        headers.put(name, List.of(value));
        return this;
    }

    NpmCall body(String text) {
        return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    NpmCall body(InputStream stream) {
        body = stream;
        return this;
    }

    Reply send() {
        int question = path.indexOf('?');
        String rawPath = "/" + repository + "/" + (question < 0 ? path : path.substring(0, question));
        String rawQuery = question < 0 ? null : path.substring(question + 1);
        Request request =
                new Request(method, rawPath, rawQuery, headers::get, body, URI.create(NpmFixture.BASE), caller);
        try {
            return Reply.of(registry.handle(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
