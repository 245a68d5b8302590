package io.artispace.access;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or a token: something that is never printed and is compared in constant time. Immutable. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = requireNonNull(value, "value");
    }

    /**
     * Wraps a secret.
     *
     * @param value the password or token
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * Returns the secret itself. Keep it out of logs and messages.
     *
     * @return the password or token
     */
    public String reveal() {
        return value;
    }

    /** Compares in time that depends only on the lengths. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns {@code ***}. */
    @Override
    public String toString() {
        return "***";
    }
}
