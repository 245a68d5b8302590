package io.artispace.access;

/** What a user may do at most. Each role includes the ones before it. */
public enum Role {
    /** Nothing but to log in. */
    NONE,
    /** {@link Action#READ}. */
    READ,
    /** {@link Action#PUBLISH}. */
    WRITE,
    /** {@link Action#DELETE} and {@link Action#ADMINISTER}. */
    ADMIN;

    /**
     * Tells whether this role includes another.
     *
     * @param other the other role
     * @return whether this one may do at least as much
     */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
