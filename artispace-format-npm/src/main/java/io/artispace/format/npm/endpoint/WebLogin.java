package io.artispace.format.npm.endpoint;

import io.artispace.blob.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * One login through a browser, without anything being remembered between the requests.
 *
 * <p>The client gets a random secret, as a part of the URL at which it asks for the outcome. The browser gets a hash of it, as a part
 * of the URL of the form. A user who logs in there leaves a note: a token without any rights, whose value is derived from the hash.
 * Only the client knows the secret; so only the client can turn the note into a real token, whose value is derived from the secret. So
 * the form's URL, which ends up in histories and logs, is of no use to anybody; and asking again for the outcome gives the same token.
 *
 * @param expires until when the login can be completed, in seconds since 1970; part of every hash, so that it cannot be prolonged
 * @param secret what only the client knows: 43 characters of base64url
 */
public record WebLogin(long expires, String secret) {
    /** How long people may take. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int SECRET_BYTES = 32;

    /** Begins a login. */
    static WebLogin begin(Instant now) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return new WebLogin(now.plus(PATIENCE).getEpochSecond(), base64(random));
    }

    /** Returns what the form's URL carries. */
    String hash() {
        return derive("form", secret);
    }

    /** Returns the value of the token that the client is given in the end. */
    String token() {
        return derive("token", secret);
    }

    /** Returns under what value the note is left for a login, of which its form knows no more than this. */
    public static String note(long expires, String hash) {
        return new WebLogin(expires, "").derive("note", hash);
    }

    /** Tells whether it is too late. */
    static boolean isOver(long expires, Instant now) {
        return now.getEpochSecond() >= expires
                || expires > now.plus(PATIENCE).plusSeconds(1).getEpochSecond();
    }

    private String derive(String purpose, String from) {
        String text = "ArtiSpace web login, " + purpose + ": " + expires + " " + from;
        return base64(DigestAlgorithm.SHA256.newMessageDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "WebLogin[expires=" + expires + ", secret=***]";
    }
}
