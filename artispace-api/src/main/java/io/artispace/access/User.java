package io.artispace.access;

import java.time.Instant;
import java.util.Map;

/**
 * A built-in user, as others may see it.
 *
 * @param name unique; 1 to 64 characters of {@code A-Z a-z 0-9 . _ @ + -}
 * @param role the most it may do
 * @param created when it was created
 * @param attributes such as {@code email}
 */
public record User(String name, Role role, Instant created, Map<String, String> attributes) {
    /** Copies the attributes. */
    public User {
        attributes = Map.copyOf(attributes);
    }
}
