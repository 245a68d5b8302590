package io.artispace.core.definition;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks a group against the other repositories: its members exist, are of its format, and do not lead back to it.
 *
 * @param others the other repositories by name
 */
public record GroupCheck(Map<String, RepositoryDefinition> others) {
    public void check(Group group) {
        for (String member : group.members()) {
            RepositoryDefinition definition = find(group, member);
            if (!definition.format().equals(group.format())) {
                throw refused(
                        group,
                        "its member " + Quote.of(member) + " is of the format " + Quote.of(definition.format())
                                + ". All members have to be of the group's own.");
            }
        }
        group.publicationTarget().ifPresent(target -> {
            if (!(find(group, target) instanceof Hosted)) {
                throw refused(group, "its target " + Quote.of(target) + " is not hosted. Name a hosted member.");
            }
        });
        refuseCycle(group);
    }

    private RepositoryDefinition find(Group group, String member) {
        RepositoryDefinition definition = others.get(member);
        if (definition == null) {
            throw refused(
                    group,
                    member.equals(group.name())
                            ? "it cannot be its own member."
                            : "there is no repository " + Quote.of(member) + "; there are " + others.keySet()
                                    + ". Create it first.");
        }
        return definition;
    }

    private void refuseCycle(Group group) {
        Deque<String> left = new ArrayDeque<>(group.members());
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            String name = left.pop();
            if (name.equals(group.name())) {
                throw refused(group, "it would contain itself through its members. Take it out of them.");
            }
            if (seen.add(name) && others.get(name) instanceof Group nested) {
                left.addAll(nested.members());
            }
        }
    }

    private static InvalidInputException refused(Group group, String why) {
        return new InvalidInputException("Cannot define the group " + Quote.of(group.name()) + ": " + why);
    }
}
