package io.artispace;

import static java.util.Objects.requireNonNull;

import io.artispace.policy.Ownership;
import io.artispace.policy.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group: an ordered list of repositories of one format, seen as one.
 *
 * <pre>{@code
 * registry.create(Group.named("maven").format("maven").members("releases", "snapshots", "central"));
 * }</pre>
 *
 * @param name see {@link RepositoryDefinition#name()}
 * @param format see {@link RepositoryDefinition#format()}; empty until {@link #format(String)} was called
 * @param members names of repositories, groups among them; the first that has something wins
 * @param target name of the hosted member that publications go to; null if the group takes none
 * @param widening whether proxies add versions to packages that hosted members hold
 * @param ownerships names that may only come from given members
 * @param policies which versions are shown, in addition to what each member's own policies hide
 * @param anonymousRead see {@link RepositoryDefinition#anonymousRead()}; what a member holds is shown only to who may read that member,
 *     too
 * @param settings see {@link RepositoryDefinition#settings()}
 */
public record Group(
        String name,
        String format,
        List<String> members,
        @Nullable String target,
        Widening widening,
        List<Ownership> ownerships,
        Policies policies,
        boolean anonymousRead,
        Map<String, String> settings)
        implements RepositoryDefinition {
    /** Whether proxies add versions to packages that hosted members hold. */
    public enum Widening {
        /** They do not: nobody outside can add a version to a package that is published inside. The default. */
        NEVER,
        /** They do, for groups whose hosted members hold patched versions of public packages. */
        MERGE
    }

    /**
     * Checks the names and copies the collections.
     *
     * @throws InvalidInputException if the name is malformed, a member is listed twice, the target is no member, or an ownership names
     *     what is no member
     */
    public Group {
        RepositoryNames.check(name);
        requireNonNull(format, "format");
        members = List.copyOf(members);
        requireNonNull(widening, "widening");
        ownerships = List.copyOf(ownerships);
        requireNonNull(policies, "policies");
        settings = Map.copyOf(settings);
        if (new HashSet<>(members).size() < members.size()) {
            throw new InvalidInputException(
                    "The group " + Quote.of(name) + " lists a member twice: " + members + ". List each once.");
        }
        checkMember(name, members, target);
        for (Ownership ownership : ownerships) {
            for (String owner : ownership.members()) {
                checkMember(name, members, owner);
            }
        }
    }

    private static void checkMember(String group, List<String> members, @Nullable String member) {
        if (member != null && !members.contains(member)) {
            throw new InvalidInputException("The group " + Quote.of(group) + " names " + Quote.of(member)
                    + ", which is none of its members " + members + ". Add it, or name another.");
        }
    }

    /**
     * Begins the definition of a group with the safe defaults.
     *
     * @param name its name
     * @return a definition that still needs its format and its members
     * @throws InvalidInputException if the name is malformed
     */
    public static Group named(String name) {
        return new Group(name, "", List.of(), null, Widening.NEVER, List.of(), Policies.none(), false, Map.of());
    }

    /**
     * Sets the package format.
     *
     * @param id such as {@code maven}
     * @return a changed copy
     */
    public Group format(String id) {
        return new Group(name, id, members, target, widening, ownerships, policies, anonymousRead, settings);
    }

    /**
     * Sets the members.
     *
     * @param names names of repositories of the same format, in order
     * @return a changed copy
     */
    public Group members(String... names) {
        return new Group(name, format, List.of(names), target, widening, ownerships, policies, anonymousRead, settings);
    }

    /**
     * Sets where publications go.
     *
     * @param member name of a hosted member
     * @return a changed copy
     * @throws InvalidInputException if it is no member
     */
    public Group publishingTo(String member) {
        return new Group(name, format, members, member, widening, ownerships, policies, anonymousRead, settings);
    }

    /**
     * Sets whether proxies add versions to packages that hosted members hold.
     *
     * @param other the rule
     * @return a changed copy
     */
    public Group widening(Widening other) {
        return new Group(name, format, members, target, other, ownerships, policies, anonymousRead, settings);
    }

    /**
     * Reserves the packages whose names match a pattern for some of the members: no other member is asked for them.
     *
     * @param names a pattern, see {@link io.artispace.policy.NamePattern}
     * @param owners the members that these packages may come from
     * @return a changed copy
     * @throws InvalidInputException if the pattern is malformed or an owner is no member
     */
    public Group owning(String names, String... owners) {
        List<Ownership> more = new ArrayList<>(ownerships);
        more.add(Ownership.of(names, owners));
        return new Group(name, format, members, target, widening, more, policies, anonymousRead, settings);
    }

    /**
     * Sets which versions are shown.
     *
     * @param other the rules
     * @return a changed copy
     */
    public Group policies(Policies other) {
        return new Group(name, format, members, target, widening, ownerships, other, anonymousRead, settings);
    }

    /** {@inheritDoc} Of a member they read what they may read of it directly. */
    @Override
    public Group readableByAnyone() {
        return new Group(name, format, members, target, widening, ownerships, policies, true, settings);
    }

    @Override
    public Group readableByUsers() {
        return new Group(name, format, members, target, widening, ownerships, policies, false, settings);
    }

    /**
     * Sets one of the format's own settings.
     *
     * @param key its name
     * @param value its value
     * @return a changed copy
     */
    public Group setting(String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return new Group(name, format, members, target, widening, ownerships, policies, anonymousRead, changed);
    }

    /** {@return the name of the hosted member that publications go to; empty if the group takes none} */
    public Optional<String> publicationTarget() {
        return Optional.ofNullable(target);
    }

    /**
     * Returns the members that a package may come from.
     *
     * @param packageName the package
     * @return the owners named by the first ownership that matches its name, in no order; all members, in order, if none matches
     */
    public List<String> owners(PackageName packageName) {
        return ownerships.stream()
                .filter(ownership -> ownership.names().matches(packageName))
                .findFirst()
                .map(Ownership::members)
                .orElse(members);
    }
}
