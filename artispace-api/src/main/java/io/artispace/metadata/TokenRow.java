package io.artispace.metadata;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token's row. The token itself is not stored, only its hash.
 *
 * @param hash SHA-256 of the token, lower-case hexadecimal; the key
 * @param id a public name of the token, unique, that reveals nothing of it
 * @param user the owner
 * @param scope what the token may do at most, in core's textual form
 * @param created when it was issued
 * @param expires when it ends; null if never
 * @param attributes such as {@code description} and the first characters shown to the owner
 */
public record TokenRow(
        String hash,
        String id,
        String user,
        String scope,
        Instant created,
        @Nullable Instant expires,
        Map<String, String> attributes) {
    /** Copies the attributes. */
    public TokenRow {
        attributes = Map.copyOf(attributes);
    }
}
