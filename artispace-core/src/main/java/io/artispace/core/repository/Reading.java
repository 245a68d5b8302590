package io.artispace.core.repository;

import io.artispace.Group;
import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Caller;
import io.artispace.policy.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * In whose name, as of when, and under which rules a repository is read: what a group hands on to its members. Immutable.
 *
 * @param caller in whose name
 * @param access decides which members the caller may read
 * @param instant the moment of which to read; null for now
 * @param policies the rules of the groups on the way to here, outermost first
 * @param insideOnly whether a group on the way to here keeps outsiders from widening what is published inside, which a group within it cannot undo
 * @param need what of a file has to be there before it is answered with
 * @param recorder writes down what is served; null outside a recording session
 * @param replay what a sealed session allows; null outside one
 * @param through the group whose target this is, of a repository that is written to for it; null for none
 * @param seen the {@linkplain io.artispace.metadata.MetadataStore#dataVersion version of the data} when a request began that only reads:
 *     whatever was committed before it is shown, and for what was committed since nobody has to look. Empty where all that was committed counts
 */
public record Reading(
        Caller caller,
        MemberAccess access,
        @Nullable Instant instant,
        List<Policies> policies,
        boolean insideOnly,
        Need need,
        @Nullable Recorder recorder,
        @Nullable Replay replay,
        @Nullable Group through,
        OptionalLong seen) {
    private static final Reading HOST = new Reading(
            Caller.host(),
            (member, subject) -> true,
            null,
            List.of(),
            false,
            Need.STORED,
            null,
            null,
            null,
            OptionalLong.empty());

    /** Copies the list. */
    public Reading {
        policies = List.copyOf(policies);
    }

    /** What of a file that a proxy has to fetch is waited for. */
    public enum Need {
        /** That it is stored, so that whoever asks in whatever way finds it. */
        STORED,
        /** That its bytes are those that the upstream means; they may be stored meanwhile. */
        BYTES,
        /** How long it is. */
        LENGTH
    }

    /** Decides about members of groups. */
    @FunctionalInterface
    public interface MemberAccess {
        /** Tells whether the caller may read a package (or, without one, anything at all) of a repository. */
        boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject);
    }

    /** The host, now. */
    public static Reading host() {
        return HOST;
    }

    /** The same in the name of a caller. */
    public Reading in(Caller other, MemberAccess check) {
        return new Reading(other, check, instant, policies, insideOnly, need, recorder, replay, through, seen);
    }

    /** The same with the right to read everything, for a decision that must not depend on who asks. */
    public Reading everything() {
        return in(caller, HOST.access());
    }

    /** The same as of an instant; of two instants the earlier counts. */
    public Reading asOf(Instant other) {
        Instant earlier = instant != null && instant.isBefore(other) ? instant : other;
        return new Reading(caller, access, earlier, policies, insideOnly, need, recorder, replay, through, seen);
    }

    /** The same under the rules of one more group. */
    public Reading under(Group group) {
        boolean narrow = insideOnly || group.widening() != Group.Widening.MERGE;
        if (group.policies().isEmpty() && narrow == insideOnly) {
            return this;
        }
        // An empty one would have each member make a filter for each file that lets everything through.
        List<Policies> all = policies;
        if (!group.policies().isEmpty()) {
            all = new ArrayList<>(policies);
            all.add(group.policies());
        }
        return new Reading(caller, access, instant, all, narrow, need, recorder, replay, through, seen);
    }

    /** The same, of files their bytes, stored or not. */
    public Reading bytesOnly() {
        return needing(Need.BYTES);
    }

    /** The same, of files no more than what a HEAD asks for. */
    public Reading headsOnly() {
        return needing(Need.LENGTH);
    }

    private Reading needing(Need other) {
        return new Reading(caller, access, instant, policies, insideOnly, other, recorder, replay, through, seen);
    }

    /** The same within a recording session. */
    public Reading recording(Recorder other) {
        return new Reading(caller, access, instant, policies, insideOnly, need, other, null, through, seen);
    }

    /** The same within a sealed session. */
    public Reading replaying(Replay other) {
        return new Reading(caller, access, instant, policies, insideOnly, need, null, other, through, seen);
    }

    /** The same of a repository that is written to as the target of a group. */
    public Reading writtenThrough(Group group) {
        return new Reading(caller, access, instant, policies, insideOnly, need, recorder, replay, group, seen);
    }

    /** The same in a request that began at a version of the data; empty to see all that was committed. */
    public Reading since(OptionalLong version) {
        return new Reading(caller, access, instant, policies, insideOnly, need, recorder, replay, through, version);
    }

    /** Returns the moment of which to read; empty for now. */
    public Optional<Instant> moment() {
        return Optional.ofNullable(instant);
    }

    /** Returns what writes down what is served; empty outside a recording session. */
    public Optional<Recorder> recording() {
        return Optional.ofNullable(recorder);
    }

    /** Returns what a sealed session allows; empty outside one. */
    public Optional<Replay> replayed() {
        return Optional.ofNullable(replay);
    }

    /** Returns the group that this is written to for; empty for none. */
    public Optional<Group> writtenGroup() {
        return Optional.ofNullable(through);
    }

    /** Tells whether bytes may be given out before they are stored. A session first writes down what it serves, which has to be there, then. */
    public boolean mayPrecedeStore() {
        return need != Need.STORED && recorder == null;
    }

    /** Tells whether of files only their length is wanted. A session has them fetched nevertheless, as it writes down what bytes they have. */
    public boolean wantsLengthOnly() {
        return need == Need.LENGTH && recorder == null;
    }

    /** Tells whether an upstream may be asked: what is replayed is served from here alone. */
    public boolean mayAskUpstream() {
        return replay == null;
    }
}
