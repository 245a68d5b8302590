package io.artispace.core.access;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names, passwords, attributes and tokens must look like. */
final class AccountRules {
    private static final int MAX_NAME = 64;
    private static final int MAX_PASSWORD = 1024;
    private static final int MAX_SECRET = 512;
    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_ATTRIBUTE = 4096;
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(36_500);

    /**
     * A user name that belongs to nobody, with which any token can be used as a password: so who is given only a token need not know its
     * owner's name.
     */
    static final String OF_ANY_TOKEN = "token";

    private AccountRules() {}

    static void checkName(String name) {
        if (!isName(name)) {
            throw new InvalidInputException("Cannot name a user " + Quote.of(name) + ": use 1 to " + MAX_NAME
                    + " characters of A-Z, a-z, 0-9, '.', '_', '@', '+' and '-'.");
        }
        // Events and policies know the first two as callers that are no users.
        if (name.equals("host") || name.equals("anonymous") || name.equals(OF_ANY_TOKEN)) {
            throw new InvalidInputException("Cannot name a user " + Quote.of(name) + ": the name is reserved.");
        }
    }

    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return false;
        }
        return name.chars()
                .allMatch(c -> c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || "._@+-".indexOf(c) >= 0);
    }

    static void checkPassword(Secret password) {
        if (!isPassword(password)) {
            throw new InvalidInputException(
                    "Cannot use the password: it must have 1 to " + MAX_PASSWORD + " characters.");
        }
    }

    static boolean isPassword(Secret password) {
        int length = password.reveal().length();
        return length >= 1 && length <= MAX_PASSWORD;
    }

    static void checkAttributes(Map<String, String> attributes) {
        boolean tooLong = attributes.entrySet().stream()
                .anyMatch(a -> a.getKey().isEmpty()
                        || a.getKey().length() + a.getValue().length() > MAX_ATTRIBUTE);
        if (tooLong || attributes.size() > MAX_ATTRIBUTES) {
            throw new InvalidInputException("Cannot keep these attributes: at most " + MAX_ATTRIBUTES
                    + " are allowed, each with a name and of at most " + MAX_ATTRIBUTE + " characters.");
        }
    }

    static void checkTokenSecret(Secret secret) {
        if (!isTokenSecret(secret)) {
            throw new InvalidInputException("Cannot issue a token with the given secret: it has "
                    + secret.reveal().length() + " characters, but " + TokenSecrets.MIN_LENGTH + " to " + MAX_SECRET
                    + " are needed to hold 256 random bits.");
        }
    }

    static boolean isTokenSecret(Secret secret) {
        int length = secret.reveal().length();
        return length >= TokenSecrets.MIN_LENGTH && length <= MAX_SECRET;
    }

    /** Returns the first moment at which the token is not good any more; null if it does not expire. */
    static @Nullable Instant end(TokenRequest request, Instant now) {
        Duration lifetime = request.lifetime();
        if (lifetime == null) {
            return null;
        }
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new InvalidInputException(
                    "Cannot issue a token for " + lifetime
                            + ": the lifetime must be positive and at most 100 years. Leave it out for a token that does not expire.");
        }
        return now.plus(lifetime);
    }

    static void checkPage(int limit) {
        if (limit < 1 || limit > 1_000) {
            throw new InvalidInputException("Cannot list " + limit + " users at once: ask for 1 to 1,000.");
        }
    }
}
