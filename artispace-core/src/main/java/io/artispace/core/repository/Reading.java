package io.artispace.core.repository;

import io.artispace.Group;
import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Action;
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
 * @param access decides what the caller may do: which members it may read
 * @param instant the moment of which to read; null for now
 * @param policies the rules of the groups on the way to here, outermost first
 * @param insideOnly whether a group on the way to here keeps proxies from adding versions to what is published inside; a group within
 *     it cannot undo that
 * @param need how far the fetch of a file has to be before the file is returned
 * @param recorder writes down what is served; null outside a recording session
 * @param replay what a sealed session allows; null outside one
 * @param through the group through which this repository, as its target, is written to; null for none
 * @param seen the {@linkplain io.artispace.metadata.MetadataStore#dataVersion version of the data} when the request began, if that only
 *     reads: everything that was committed by then is shown, and later commits need not be looked for. Empty if everything that was
 *     committed has to be shown
 */
public record Reading(
        Caller caller,
        Access access,
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

    /** How far the fetch of a file that a proxy does not have has to be before the file is returned. */
    public enum Need {
        /** It is stored, so that any look-up finds it. */
        STORED,
        /** Its bytes were checked; they may still have to be stored. */
        BYTES,
        /** How long it is. */
        LENGTH
    }

    /** Decides what the caller may do. */
    @FunctionalInterface
    public interface Access {
        /** Tells whether the caller may read a package (or, without one, anything at all) of a repository. */
        boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject);

        /**
         * Throws an exception if the caller may not do this with a package. By default nothing is refused: about a request that was
         * decided before.
         */
        default void demand(Action action, RepositoryDefinition repository, PackageName subject) {}
    }

    /** The host, now. */
    public static Reading host() {
        return HOST;
    }

    /** The same in the name of a caller. */
    public Reading in(Caller other, Access check) {
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
        // Adds no empty rules: with those, each member would make a filter for each file, which then lets everything
        // through.
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

    /** The same for a HEAD request, which needs only the length of a file. */
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

    /** The same without anything being written down, for who only looks at what is there. */
    public Reading unrecorded() {
        return new Reading(caller, access, instant, policies, insideOnly, need, null, replay, through, seen);
    }

    /** The same within a sealed session. */
    public Reading replaying(Replay other) {
        return new Reading(caller, access, instant, policies, insideOnly, need, null, other, through, seen);
    }

    /** The same of a repository that is written to as the target of a group. */
    Reading writtenThrough(Group group) {
        return new Reading(caller, access, instant, policies, insideOnly, need, recorder, replay, group, seen);
    }

    /** The same in a request that began at a version of the data; empty to see all that was committed. */
    public Reading since(OptionalLong version) {
        return new Reading(caller, access, instant, policies, insideOnly, need, recorder, replay, through, version);
    }

    /** Returns the moment as of which to read; empty for now. */
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
    Optional<Group> writtenGroup() {
        return Optional.ofNullable(through);
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
