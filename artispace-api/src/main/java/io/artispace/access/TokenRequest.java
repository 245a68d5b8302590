package io.artispace.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new token should be.
 *
 * @param scope what it may do at most
 * @param lifetime how long it is good; null for ever
 * @param attributes such as {@code name} and {@code description}
 * @param secret the secret to use, of at least 256 random bits; null to have one made
 */
public record TokenRequest(
        TokenScope scope,
        @Nullable Duration lifetime,
        Map<String, String> attributes,
        @Nullable Secret secret) {
    /** Copies the attributes. */
    public TokenRequest {
        attributes = Map.copyOf(attributes);
    }

    /**
     * A token without expiry.
     *
     * @param scope what it may do at most
     * @return the request
     */
    public static TokenRequest of(TokenScope scope) {
        return new TokenRequest(scope, null, Map.of(), null);
    }

    /**
     * Sets how long the token is good.
     *
     * @param lifetime a positive duration
     * @return a changed copy
     */
    public TokenRequest expiringAfter(Duration lifetime) {
        return new TokenRequest(scope, lifetime, attributes, secret);
    }

    /**
     * Sets an attribute.
     *
     * @param key such as {@code name}
     * @param value its value
     * @return a changed copy
     */
    public TokenRequest attribute(String key, String value) {
        Map<String, String> changed = new HashMap<>(attributes);
        changed.put(key, value);
        return new TokenRequest(scope, lifetime, changed, secret);
    }

    /**
     * Uses a secret that the client knows already.
     *
     * @param secret at least 43 characters, of at least 256 random bits
     * @return a changed copy
     */
    public TokenRequest withSecret(Secret secret) {
        return new TokenRequest(scope, lifetime, attributes, secret);
    }
}
