package io.artispace.core.exchange;

import io.artispace.DeniedException;
import io.artispace.NotFoundException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.access.AccessPolicy;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.core.access.Rights;
import io.artispace.core.repository.Reading;
import io.artispace.format.Operation;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one caller may do in one repository, and how it is refused. A caller that may not read a repository gets the same answer
 * as if it did not exist: an unknown caller is asked for credentials in both cases, a known one finds nothing in both.
 */
final class AccessCheck implements Reading.Access {
    static final String WRONG_CREDENTIALS =
            "The credentials that came with the request are malformed, wrong, expired or revoked. Log in again, or send none.";
    static final String NO_CREDENTIALS =
            "This needs credentials: send a user's name and password, or a token, in the Authorization header.";

    private final Rights rights;
    private final RepositoryDefinition repository;
    private final Target target;
    private final boolean wrongCredentials;

    /**
     * Creates a check.
     *
     * @param target what is asked for, for messages: the address in the request, which may hold more than the repository's name
     * @param caller who asks; empty if it sent wrong credentials. It may connect all the same, because npm sends its stale token along with
     *     the log-in that is to replace it
     */
    AccessCheck(AccessPolicy policy, RepositoryDefinition repository, Target target, Optional<Caller> caller) {
        this(new Rights(policy, caller.orElse(Caller.anonymous())), repository, target, caller.isEmpty());
    }

    private AccessCheck(Rights rights, RepositoryDefinition repository, Target target, boolean wrongCredentials) {
        this.rights = rights;
        this.repository = repository;
        this.target = target;
        this.wrongCredentials = wrongCredentials;
    }

    @Override
    public Caller caller() {
        return rights.caller();
    }

    /** Tells whether the request had invalid credentials. */
    boolean wrongCredentials() {
        return wrongCredentials;
    }

    /**
     * Does nothing if the caller may do this.
     *
     * @throws DeniedException if it is told that it may not
     * @throws NotFoundException if it is told that nothing is there
     * @throws Refusal if the caller must not even learn whether there is such a repository
     */
    void demand(Action action, @Nullable PackageName subject) {
        demand(action, wanted -> allows(wanted, subject));
    }

    /**
     * Does nothing if the caller may do what an operation needs; throws as {@link #demand(Action, PackageName)} does.
     */
    void demand(Operation operation) {
        demand(operation, operation.action());
    }

    /** Demands another action on what an operation is about. */
    void demand(Operation operation, Action action) {
        String prefix = operation.orSome();
        demand(action, wanted -> allows(wanted, operation.subject()) || prefix != null && allowsOnSome(wanted, prefix));
    }

    /**
     * Demands it of the repository that is worked on. That is another one if a group is changed: its destination, whose own rules count as
     * well.
     */
    void demandOf(RepositoryDefinition worked, Operation operation, Action action) {
        if (!worked.name().equals(repository.name())) {
            of(worked).demand(operation, action);
        }
    }

    private void demand(Action action, Predicate<Action> allowed) {
        if (wrongCredentials && action != Action.CONNECT) {
            throw unauthenticated(WRONG_CREDENTIALS);
        }
        if (allowed.test(action)) {
            return;
        }
        if (caller().isAnonymous()) {
            throw unauthenticated(wrongCredentials ? WRONG_CREDENTIALS : NO_CREDENTIALS);
        }
        if (action == Action.READ || !allowed.test(Action.READ)) {
            throw isReadable() ? nothingThere() : Refusal.noRepository(target.repository());
        }
        throw rights.forbidden(action, repository);
    }

    /** Returns the check for another repository, which takes part in the same request. */
    AccessCheck of(RepositoryDefinition other) {
        Target there = new Target(other.name(), target.path(), target.query());
        return new AccessCheck(rights, other, there, wrongCredentials);
    }

    @Override
    public boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject) {
        return of(member).allows(Action.READ, subject);
    }

    /** Returns the answer to a caller that may read the repository, but asked for something that is not there, or that it may not see. */
    NotFoundException nothingThere() {
        return new NotFoundException(
                target.path().isEmpty()
                        ? "This is the address of the repository " + Quote.of(repository.name())
                                + ". Give it to a client of the format " + repository.format() + "."
                        : "There is nothing at " + Quote.of(target.path()) + " in " + Quote.of(repository.name())
                                + " that is open to you.");
    }

    private RuntimeException unauthenticated(String message) {
        return isReadable() ? DeniedException.unauthenticated(message) : Refusal.unauthenticated(message);
    }

    boolean isReadable() {
        return allows(Action.READ, null);
    }

    private boolean allows(Action action, @Nullable PackageName subject) {
        return rights.allow(action, repository, subject);
    }

    private boolean allowsOnSome(Action action, String prefix) {
        return rights.allowOnSome(action, repository, prefix);
    }
}
