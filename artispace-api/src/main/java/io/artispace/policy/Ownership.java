package io.artispace.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Names that may only come from given members of a group: no other member is asked for them, shows them or is told of them.
 *
 * @param names the names
 * @param members names of the only members they may come from; empty for none at all
 */
public record Ownership(NamePattern names, List<String> members) {
    /** Copies the list. */
    public Ownership {
        requireNonNull(names, "names");
        members = List.copyOf(members);
    }

    /**
     * Gives names to members.
     *
     * @param names see {@link NamePattern}
     * @param members names of members of the group
     * @return the ownership
     * @throws io.artispace.InvalidInputException if the pattern is malformed
     */
    public static Ownership of(String names, String... members) {
        return new Ownership(NamePattern.of(names), List.of(members));
    }
}
