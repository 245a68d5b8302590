package io.artispace.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token, as its owner may see it again later; the secret is not in it.
 *
 * @param id its public name, unique, lower-case hexadecimal
 * @param user the owner
 * @param scope what it may do at most
 * @param created when it was issued
 * @param end when it expires; null if never
 * @param attributes such as {@code name}, and {@code prefix}: the first characters of the secret
 */
public record Token(
        String id,
        String user,
        TokenScope scope,
        Instant created,
        @Nullable Instant end,
        Map<String, String> attributes) {
    /** Copies the attributes. */
    public Token {
        attributes = Map.copyOf(attributes);
    }

    /** {@return the first moment at which the token is not good any more; empty if it does not expire} */
    public Optional<Instant> expires() {
        return Optional.ofNullable(end);
    }
}
