package io.artispace.upstream;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy shows its upstream: a user and password, a token, or a header of the upstream's own, and maybe further headers. Sent to the
 * upstream's own origin only, never to where it redirects to.
 *
 * @param user the user; empty for a bearer token and for a header
 * @param secret the password, the token or the header's value
 * @param header the name of the header that the secret is sent in as it is; null for {@code Authorization} with a user and password or a
 *     bearer token
 * @param more further headers, by name, at most 16
 */
public record Credentials(
        String user, Secret secret, @Nullable String header, Map<String, Secret> more) {
    private static final int MAX_MORE = 16;
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

    /**
     * Checks what is sent, and copies the map.
     *
     * @throws InvalidInputException if the token, or a header's name or value, is malformed; a header is one that does not tell who asks,
     *     such as {@code Host}; or there are too many headers, or two of one name
     */
    public Credentials {
        requireNonNull(user, "user");
        requireNonNull(secret, "secret");
        more = Map.copyOf(more);
        if (header != null) {
            demandHeader(header, secret);
        } else if (user.isEmpty()) {
            demand(TOKEN, secret, "A token is of visible characters of ASCII only: take white space from around it.");
        }
        more.forEach(Credentials::demandHeader);
        Set<String> names = new HashSet<>();
        names.add((header == null ? AUTHORIZATION : header).toLowerCase(Locale.ROOT));
        more.keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (more.size() > MAX_MORE || names.size() <= more.size()) {
            throw new InvalidInputException(
                    "An upstream is shown each header once, and at most " + (MAX_MORE + 1) + " of them.");
        }
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
                ? header(AUTHORIZATION, Secret.of(basicValue("", password)))
                : new Credentials(user, password, null, Map.of());
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
        return new Credentials("", token, null, Map.of());
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
        return new Credentials("", value, name, Map.of());
    }

    /**
     * Adds a header, for upstreams that want to see several.
     *
     * @param name its name
     * @param value its value
     * @return a changed copy
     * @throws InvalidInputException if the name or the value is malformed, the header is one that does not tell who asks, or it is shown
     *     already, or there are 16 already beside the first
     */
    public Credentials and(String name, Secret value) {
        Map<String, Secret> all = new HashMap<>(more);
        if (all.putIfAbsent(name, value) != null) {
            throw new InvalidInputException("The header " + Quote.of(name) + " is shown already.");
        }
        return new Credentials(user, secret, header, all);
    }

    private static void demandHeader(String name, Secret value) {
        if (!HEADER.matcher(name).matches() || OTHERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new InvalidInputException("Cannot show an upstream the header " + Quote.of(name)
                    + ": its name is of A-Z, a-z, 0-9, '-' and '_', and none of those that every request has.");
        }
        demand(VALUE, value, "A header's value is of ASCII, in one line and without white space around it.");
    }

    private static void demand(Pattern pattern, Secret secret, String rule) {
        if (!pattern.matcher(secret.reveal()).matches()) {
            throw new InvalidInputException(rule);
        }
    }

    /**
     * Returns everything that is sent: {@link #headerName()} with {@link #headerValue()}, and {@link #more()}. Keep the values out of logs
     * and messages.
     *
     * @return values by the names of their headers
     */
    public Map<String, String> headers() {
        Map<String, String> all = new HashMap<>();
        more.forEach((name, value) -> all.put(name, value.reveal()));
        all.put(headerName(), headerValue());
        return Collections.unmodifiableMap(all);
    }

    /**
     * Returns the name of the header that they are sent in, beside {@link #more()}.
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
