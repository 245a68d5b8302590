package io.artispace.metadata;

import java.time.Instant;
import java.util.Map;

/**
 * A built-in user's row.
 *
 * @param name unique
 * @param passwordHash the slow hash of the password in its textual form, with algorithm, salt and cost
 * @param role the role's name
 * @param created when it was created
 * @param attributes such as {@code email}
 */
public record UserRow(String name, String passwordHash, String role, Instant created, Map<String, String> attributes) {
    /** Copies the attributes. */
    public UserRow {
        attributes = Map.copyOf(attributes);
    }

    /** Leaves the password hash out. */
    @Override
    public String toString() {
        return "UserRow[name=" + name + ", role=" + role + ", passwordHash=***]";
    }
}
