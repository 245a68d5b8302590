package io.artispace.exchange;

import static java.util.Objects.requireNonNull;

import io.artispace.access.Caller;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as a front received it, nothing decoded yet.
 *
 * @param method the method in upper case, such as {@code PUT}
 * @param rawPath the path as it came, still percent-encoded, below the place where the front serves the registry: it begins with
 *     {@code /} and the repository's name, as in {@code /npm/@acme%2fapp}
 * @param rawQuery the query as it came, without the question mark; null if there was none
 * @param headers the headers
 * @param body the body; empty if there is none. It is not read before it is clear from the rest of the request that it is wanted, see
 *     {@link LateBody}. Where the client broke off, reading it fails with an {@link java.io.IOException} rather than ends. The front closes
 *     it after the response was written
 * @param baseUrl the URL under which clients reach the place where the front serves the registry, ending with {@code /}. URLs handed
 *     out begin with it, so a front takes it from its configuration or from the address it is bound to, and from {@code Host} or forwarded
 *     headers only where it was told to trust them
 * @param identity the caller the host has authenticated; null to let ArtiSpace authenticate by the {@code Authorization} header
 */
public record Request(
        String method,
        String rawPath,
        @Nullable String rawQuery,
        HeaderLookup headers,
        InputStream body,
        URI baseUrl,
        @Nullable Caller identity) {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the front passed a path without a leading slash or a base URL without a trailing one
     */
    public Request {
        requireNonNull(method, "method");
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
        if (!baseUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException("The base URL " + baseUrl + " must end with a slash.");
        }
        if (!rawPath.startsWith("/")) {
            throw new IllegalArgumentException("A request's path must begin with a slash.");
        }
    }

    /**
     * Names the caller, for a host that authenticates what it hands on: {@code JdkHttpFront.start(request ->
     * registry.handle(request.as(callerOf(request))), options)}.
     *
     * @param caller who sent the request; {@link Caller#anonymous()} for somebody without credentials
     * @return a changed copy, of the same body
     */
    public Request as(Caller caller) {
        return new Request(method, rawPath, rawQuery, headers, body, baseUrl, requireNonNull(caller, "caller"));
    }

    /** {@return the caller the host has authenticated; empty if ArtiSpace should authenticate} */
    public Optional<Caller> caller() {
        return Optional.ofNullable(identity);
    }
}
