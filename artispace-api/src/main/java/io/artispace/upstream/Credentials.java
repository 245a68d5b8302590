package io.artispace.upstream;

import static java.util.Objects.requireNonNull;

import io.artispace.access.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a proxy shows its upstream: a user and password, or a token. Sent to the upstream's own origin only, never to where it
 * redirects to.
 *
 * @param user the user; empty for a bearer token
 * @param secret the password or token
 */
public record Credentials(String user, Secret secret) {
    /** Checks that nothing is null. */
    public Credentials {
        requireNonNull(user, "user");
        requireNonNull(secret, "secret");
    }

    /**
     * A user and a password (RFC 7617).
     *
     * @param user the user
     * @param password the password
     * @return the credentials
     */
    public static Credentials basic(String user, Secret password) {
        return new Credentials(user, password);
    }

    /**
     * A token (RFC 6750).
     *
     * @param token the token
     * @return the credentials
     */
    public static Credentials bearer(Secret token) {
        return new Credentials("", token);
    }

    /**
     * Returns the value of the {@code Authorization} header. Keep it out of logs and messages.
     *
     * @return such as {@code Basic YTpi}
     */
    public String authorization() {
        if (user.isEmpty()) {
            return "Bearer " + secret.reveal();
        }
        byte[] pair = (user + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
