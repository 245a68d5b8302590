package io.artispace.upstream;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy shows its upstream: a user and password, a token, or a header of the upstream's own. Sent to the upstream's own origin only, never to
 * where it redirects to.
 *
 * @param user the user; empty for a bearer token and for a header
 * @param secret the password, the token or the header's value
 * @param header the name of the header that the secret is sent in as it is; null for {@code Authorization} with a user and password or a bearer token
 */
public record Credentials(
        String user, Secret secret, @Nullable String header) {
    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?");

    /** Headers that say how a request is to be answered rather than who sends it: credentials cannot be sent in them. */
    private static final Set<String> OTHERS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "if-modified-since",
            "if-none-match",
            "proxy-authorization",
            "range",
            "te",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    /** Checks that nothing is null that must not be. */
    public Credentials {
        requireNonNull(user, "user");
        requireNonNull(secret, "secret");
    }

    /**
     * A user and a password (RFC 7617).
     *
     * @param user the user; may be empty, where the password alone says who asks
     * @param password the password
     * @return the credentials
     */
    public static Credentials basic(String user, Secret password) {
        return user.isEmpty()
                ? new Credentials("", Secret.of(basicValue("", password)), AUTHORIZATION)
                : new Credentials(user, password, null);
    }

    private static String basicValue(String user, Secret password) {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /**
     * A token (RFC 6750).
     *
     * @param token the token
     * @return the credentials
     * @throws InvalidInputException if it holds a character that no token has, such as a line break
     */
    public static Credentials bearer(Secret token) {
        demand(TOKEN, token, "A token is of visible characters of ASCII only: take white space from around it.");
        return new Credentials("", token, null);
    }

    /**
     * A header that the upstream wants to see, such as {@code Job-Token}.
     *
     * @param name its name
     * @param value its value
     * @return the credentials
     * @throws InvalidInputException if the name or the value is malformed, or the header is one that does not tell who asks, such as
     *     {@code Host}
     */
    public static Credentials header(String name, Secret value) {
        if (!HEADER.matcher(name).matches() || OTHERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new InvalidInputException("Cannot show an upstream the header " + Quote.of(name)
                    + ": its name is of A-Z, a-z, 0-9, '-' and '_', and none of those that every request has.");
        }
        demand(VALUE, value, "A header's value is of ASCII, in one line and without white space around it.");
        return new Credentials("", value, name);
    }

    private static void demand(Pattern pattern, Secret secret, String rule) {
        if (!pattern.matcher(secret.reveal()).matches()) {
            throw new InvalidInputException(rule);
        }
    }

    /**
     * Returns the name of the header that they are sent in.
     *
     * @return such as {@code Authorization}
     */
    public String headerName() {
        return header == null ? AUTHORIZATION : header;
    }

    /**
     * Returns the value of that header. Keep it out of logs and messages.
     *
     * @return such as {@code Basic YTpi}
     */
    public String headerValue() {
        if (header != null) {
            return secret.reveal();
        }
        return user.isEmpty() ? "Bearer " + secret.reveal() : basicValue(user, secret);
    }
}
