package io.artispace.core.definition;

import io.artispace.Group;
import io.artispace.Group.Widening;
import io.artispace.policy.NamePattern;
import io.artispace.policy.Ownership;
import io.artispace.policy.Policies;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What only groups have, as settings and back: one line for each member and ownership. */
final class GroupSettings {
    private static final String MEMBERS = "group.members";
    private static final String TARGET = "group.target";
    private static final String WIDENING = "group.widening";
    private static final String OWNERSHIPS = "group.ownerships";

    private GroupSettings() {}

    static void write(Group group, Map<String, String> settings) {
        settings.put(MEMBERS, String.join("\n", group.members()));
        group.publicationTarget().ifPresent(target -> settings.put(TARGET, target));
        settings.put(WIDENING, group.widening().name());
        if (!group.ownerships().isEmpty()) {
            settings.put(
                    OWNERSHIPS,
                    group.ownerships().stream().map(GroupSettings::line).collect(Collectors.joining("\n")));
        }
    }

    private static String line(Ownership ownership) {
        return ownership.names() + "\t" + String.join("\t", ownership.members());
    }

    static Group read(
            String name,
            String format,
            Map<String, String> settings,
            Policies policies,
            boolean anonymousRead,
            Map<String, String> ofFormat) {
        return new Group(
                name,
                format,
                settings.getOrDefault(MEMBERS, "").lines().toList(),
                settings.get(TARGET),
                Widening.valueOf(settings.getOrDefault(WIDENING, Widening.NEVER.name())),
                settings.getOrDefault(OWNERSHIPS, "")
                        .lines()
                        .map(line -> List.of(line.split("\t")))
                        .map(parts -> new Ownership(NamePattern.of(parts.get(0)), parts.subList(1, parts.size())))
                        .toList(),
                policies,
                anonymousRead,
                ofFormat);
    }
}
