package io.artispace.core.repository;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.policy.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** In whose name, as of when, and under which rules a repository is read: what a group hands on to its members. Immutable. */
public final class Reading {
    private static final Reading HOST = new Reading(
            new Everything(Caller.host()), null, GroupRules.NONE, Need.STORED, null, null, null, OptionalLong.empty());

    private final Access access;
    private final @Nullable Instant moment;
    private final GroupRules rules;
    private final Need need;
    private final @Nullable Recorder recorder;
    private final @Nullable Replay replay;
    private final @Nullable Group writtenGroup;
    private final OptionalLong seen;

    private Reading(
            Access access,
            @Nullable Instant moment,
            GroupRules rules,
            Need need,
            @Nullable Recorder recorder,
            @Nullable Replay replay,
            @Nullable Group writtenGroup,
            OptionalLong seen) {
        this.access = access;
        this.moment = moment;
        this.rules = rules;
        this.need = need;
        this.recorder = recorder;
        this.replay = replay;
        this.writtenGroup = writtenGroup;
        this.seen = seen;
    }

    /** How far the fetch of a file that a proxy does not have has to be before the file is returned. */
    private enum Need {
        /** It is stored, so that any look-up finds it. */
        STORED,
        /** Its bytes were checked; they may still have to be stored. */
        BYTES,
        /** How long it is. */
        LENGTH
    }

    /** What the caller may do. */
    public interface Access {
        /** Returns who that is. */
        Caller caller();

        /** Tells whether the caller may read a package (or, without one, anything at all) of a repository. */
        boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject);

        /**
         * Throws an exception if the caller may not change a package in this way. By default nothing is refused: about a request that was
         * decided before.
         */
        default void demandChange(Action action, RepositoryDefinition repository, PackageName subject) {}
    }

    private record Everything(Caller caller) implements Access {
        @Override
        public boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject) {
            return true;
        }
    }

    /**
     * The same for a list of some packages alone.
     *
     * @param packages which
     */
    private record Some(Access all, Predicate<PackageName> packages) implements Access {
        @Override
        public Caller caller() {
            return all.caller();
        }

        @Override
        public boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject) {
            return (subject == null || packages.test(subject)) && all.mayRead(member, subject);
        }
    }

    /** The host, now. */
    public static Reading host() {
        return HOST;
    }

    /** The same in the name of a caller. */
    public Reading in(Access other) {
        return new Reading(other, moment, rules, need, recorder, replay, writtenGroup, seen);
    }

    /** The same with the right to read everything, for a decision that must not depend on who asks. */
    public Reading everything() {
        return in(new Everything(caller()));
    }

    /** The same of some packages alone; for lists. */
    public Reading only(Predicate<PackageName> packages) {
        return in(new Some(access, packages));
    }

    /** Tells which packages of a repository may be read. */
    public Predicate<PackageName> readableOf(RepositoryDefinition repository) {
        return packageName -> access.mayRead(repository, packageName);
    }

    /** The same as of an instant; of two instants the earlier counts. */
    public Reading asOf(Instant other) {
        Instant earlier = moment != null && moment.isBefore(other) ? moment : other;
        return new Reading(access, earlier, rules, need, recorder, replay, writtenGroup, seen);
    }

    /** The same under the rules of one more group. */
    public Reading under(Group group) {
        GroupRules more = rules.under(group);
        return more.equals(rules)
                ? this
                : new Reading(access, moment, more, need, recorder, replay, writtenGroup, seen);
    }

    /** The same, of files their bytes, stored or not. */
    public Reading bytesOnly() {
        return needing(Need.BYTES);
    }

    /** The same for a HEAD request, which needs only the length of a file. */
    public Reading headsOnly() {
        return needing(Need.LENGTH);
    }

    private Reading needing(Need other) {
        return new Reading(access, moment, rules, other, recorder, replay, writtenGroup, seen);
    }

    /** The same within a recording session. */
    public Reading recording(Recorder other) {
        return new Reading(access, moment, rules, need, other, null, writtenGroup, seen);
    }

    /** The same without anything being written down, for who only looks at what is there. */
    public Reading unrecorded() {
        return new Reading(access, moment, rules, need, null, replay, writtenGroup, seen);
    }

    /** The same within a sealed session. */
    public Reading replaying(Replay other) {
        return new Reading(access, moment, rules, need, null, other, writtenGroup, seen);
    }

    /** The same of a repository that is written to as the target of a group. */
    Reading writtenThrough(Group group) {
        return new Reading(access, moment, rules, need, recorder, replay, group, seen);
    }

    /** The same in a request that began at a {@linkplain #seen version of the data}; empty to see all that was committed. */
    public Reading since(OptionalLong version) {
        return new Reading(access, moment, rules, need, recorder, replay, writtenGroup, version);
    }

    /** Returns in whose name. */
    public Caller caller() {
        return access.caller();
    }

    /** Returns what that caller may do, such as which members of a group it may read. */
    public Access access() {
        return access;
    }

    /** Returns the moment as of which to read; empty for now. */
    public Optional<Instant> moment() {
        return Optional.ofNullable(moment);
    }

    /** Returns the policies of the groups on the way to here, outermost first. */
    public List<Policies> policies() {
        return rules.policies();
    }

    /** Tells whether nothing is hidden of a repository. Nearly everything is read so, and no filter need be made then. */
    public boolean isUnruled(RepositoryDefinition repository) {
        return moment == null && policies().isEmpty() && repository.policies().isEmpty();
    }

    /**
     * Returns what is hidden of a repository, by its own rules and those of the groups on the way to here. What was published inside is
     * never too young, and its rows tell what was there at an instant; what a sealed session served was old enough then.
     */
    public PolicyFilter filter(RepositoryDefinition repository, Instant now) {
        boolean inside = repository instanceof Hosted;
        List<Policies> all = new ArrayList<>(policies());
        all.add(repository.policies());
        if (inside || replay != null) {
            all.replaceAll(rules -> rules.minimumAge(Duration.ZERO));
        }
        return new PolicyFilter(all, inside ? null : moment, now);
    }

    /** Tells whether a group on the way to here keeps proxies from adding versions to what is published inside. */
    public boolean insideOnly() {
        return rules.insideOnly();
    }

    /** Returns what writes down what is served; empty outside a recording session. */
    public Optional<Recorder> recorder() {
        return Optional.ofNullable(recorder);
    }

    /** Returns what a sealed session allows; empty outside one. */
    public Optional<Replay> replay() {
        return Optional.ofNullable(replay);
    }

    /** Returns the group through which this repository, as its target, is written to; empty for none. */
    Optional<Group> writtenGroup() {
        return Optional.ofNullable(writtenGroup);
    }

    /**
     * Returns the {@linkplain io.artispace.metadata.MetadataStore#dataVersion version of the data} when the request began, if that only
     * reads: everything that was committed by then is shown, and later commits need not be looked for. Empty if everything that was
     * committed has to be shown.
     */
    public OptionalLong seen() {
        return seen;
    }

    /** Returns the moment as of which a sealed session shows a package; empty outside one, and where nothing of the package was served. */
    public Optional<Instant> replayedMoment(PackageName packageName) {
        return replay().flatMap(replaying -> replaying.lastServed(packageName));
    }

    /**
     * Tells whether bytes may be handed out before they are stored. Not in a session: it first writes down what it serves, and that has to
     * be stored then.
     */
    public boolean mayPrecedeStore() {
        return need != Need.STORED && recorder == null;
    }

    /** Tells whether only the length of a file is wanted. Never in a session, which fetches the file to write down its digest. */
    public boolean wantsLengthOnly() {
        return need == Need.LENGTH && recorder == null;
    }

    /** Tells whether an upstream may be asked: what is replayed is served from here alone. */
    public boolean mayAskUpstream() {
        return replay == null;
    }
}
