package io.artispace.core.group;

import io.artispace.Group;
import io.artispace.Group.Widening;
import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Replay;
import io.artispace.core.repository.ServedRepository;
import io.artispace.format.PackageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which members take part, before any that is not hosted is asked for anything.
 *
 * <p>For a package, three rules apply in this order. Only members take part that the caller may read. If the name is owned by some
 * members, only these take part. And if a hosted member holds a version of it, no proxy takes part, unless this group and all groups
 * that it is read through merge. So nobody outside can add a version to what is published inside, and no upstream even learns its name,
 * not by being asked for another package at the same address either.
 *
 * @param definition what the group is
 * @param format its format
 * @param all the members, as they are now
 * @param reading how the group is read
 */
record Membership(Group definition, PackageFormat format, List<ServedRepository> all, Reading reading) {
    /** The members that the caller may read a package of or, without one, anything. */
    List<Member> readable(@Nullable PackageName subject) {
        return readable(subject, reading);
    }

    private List<Member> readable(@Nullable PackageName subject, Reading as) {
        Reading inside = as.under(definition);
        List<Member> members = new ArrayList<>(all.size());
        for (ServedRepository member : all) {
            if (as.access().mayRead(member.definition(), subject)) {
                members.add(new Member(member, inside));
            }
        }
        return members;
    }

    /**
     * The same members in the order in which their views are merged. If proxies may not add to what is published inside, hosted members
     * come before them, whatever the order in the definition: so an attribute of the package itself, such as the plugins that a group of
     * Maven's lists, is taken from hosted members first.
     */
    List<Member> speaking(PackageName name) {
        List<Member> members = of(name);
        return merges()
                ? members
                : Stream.concat(
                                members.stream().filter(Membership::isHosted),
                                members.stream().filter(member -> !isHosted(member)))
                        .toList();
    }

    /** The members that a package may come from. */
    List<Member> of(PackageName name) {
        List<Member> owners = owners(readable(name), name);
        if (reading.replay().isPresent()) {
            return owners.isEmpty()
                    ? owners
                    : served(owners, name, reading.replay().get());
        }
        if (merges() || owners.stream().allMatch(Membership::isHosted) || !isHeldInside(name)) {
            return owners;
        }
        return owners.stream().filter(member -> isInside(member, name)).toList();
    }

    /**
     * Asks the members that a package may come from, one after the other, until one has an answer. Hosted members always take part, so
     * whether the package is published inside is found out only when it is a proxy's turn.
     */
    <T> Optional<T> first(PackageName name, Function<Member, Optional<T>> question) {
        boolean decided = merges();
        boolean onlyInside = false;
        for (Member member : owners(readable(name), name)) {
            if (!decided && !isHosted(member)) {
                onlyInside = isHeldInside(name);
                decided = true;
            }
            if (onlyInside && !isInside(member, name)) {
                continue;
            }
            Optional<T> answer = question.apply(member);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    private boolean merges() {
        return definition.widening() == Widening.MERGE && !reading.insideOnly();
    }

    /**
     * Returns the members that a replayed session served the package from. That was decided when it recorded, so what was published inside
     * since makes no difference. A nested group decides for itself.
     */
    private static List<Member> served(List<Member> owners, PackageName name, Replay replay) {
        Set<String> from = replay.members(name);
        return owners.stream()
                .filter(member ->
                        from.contains(member.name()) || member.repository().definition() instanceof Group)
                .toList();
    }

    /** All members, not only those that the caller may read: nobody outside may add to what is inside, whoever asks. */
    private boolean isHeldInside(PackageName name) {
        return holds(name) || format.namesake(name).filter(this::holds).isPresent();
    }

    private boolean holds(PackageName name) {
        for (Member member : owners(readable(null, reading.everything()), name)) {
            if (member.holds(name)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a package may come from a member. */
    boolean includes(Member member, PackageName name) {
        return of(name).stream().anyMatch(taking -> taking.name().equals(member.name()));
    }

    private List<Member> owners(List<Member> members, PackageName name) {
        if (definition.ownerships().isEmpty()) {
            return members;
        }
        List<String> ofName = definition.owners(name);
        List<String> allowed = ofName.equals(definition.members())
                ? format.namesake(name).map(definition::owners).orElse(ofName)
                : ofName;
        return members.stream()
                .filter(member -> allowed.contains(member.name()))
                .toList();
    }

    /** A nested group keeps its own proxies out by itself. */
    private static boolean isInside(Member member, PackageName name) {
        return isHosted(member) || member.holds(name);
    }

    private static boolean isHosted(Member member) {
        return member.repository().definition() instanceof Hosted;
    }
}
