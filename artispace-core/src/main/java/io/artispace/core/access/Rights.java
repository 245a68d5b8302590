package io.artispace.core.access;

import io.artispace.DeniedException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one caller may do: the one place from which the access policy is asked, for requests and for calls from Java alike. A policy that
 * fails allows nothing. Immutable.
 */
public final class Rights {
    private static final Logger logger = LoggerFactory.getLogger(Rights.class);

    private final AccessPolicy policy;
    private final Caller caller;

    /**
     * Creates rights.
     *
     * @param policy decides
     * @param caller about whom
     */
    public Rights(AccessPolicy policy, Caller caller) {
        this.policy = policy;
        this.caller = caller;
    }

    /** Returns whose rights these are. */
    public Caller caller() {
        return caller;
    }

    /** Returns the rights of somebody else. */
    public Rights of(Caller other) {
        return new Rights(policy, other);
    }

    /** Tells whether the caller may do this on a package or, without one, on a repository as a whole. */
    public boolean allow(Action action, RepositoryDefinition repository, @Nullable PackageName subject) {
        return ask(policy::allows, action, repository, subject);
    }

    /** See {@link AccessPolicy#allowsOnSome}. */
    public boolean allowOnSome(Action action, RepositoryDefinition repository, String prefix) {
        return ask(request -> policy.allowsOnSome(request, prefix), action, repository, null);
    }

    private boolean ask(
            Predicate<AccessRequest> question,
            Action action,
            RepositoryDefinition repository,
            @Nullable PackageName subject) {
        try {
            return question.test(new AccessRequest(caller, action, repository, subject));
        } catch (RuntimeException failure) {
            logger.error(
                    "The access policy failed on {} in repository {}; access is denied.",
                    action,
                    repository.name(),
                    failure);
            return false;
        }
    }

    /** Returns what a caller is told who is known and may not do this. */
    public DeniedException forbidden(Action action, RepositoryDefinition repository) {
        return DeniedException.forbidden(refusal(action, repository, null));
    }

    /**
     * Does nothing if the caller may do this.
     *
     * @throws DeniedException if it may not
     */
    public void demand(Action action, RepositoryDefinition repository, @Nullable PackageName subject) {
        if (allow(action, repository, subject)) {
            return;
        }
        throw caller.isAnonymous()
                ? DeniedException.unauthenticated(
                        "Nobody may " + verb(action) + " in " + where(repository, subject) + " without credentials.")
                : DeniedException.forbidden(refusal(action, repository, subject));
    }

    private String refusal(Action action, RepositoryDefinition repository, @Nullable PackageName subject) {
        return Quote.of(caller.name()) + " may not " + verb(action) + " in " + where(repository, subject)
                + advice(new AccessRequest(caller, action, repository, subject));
    }

    private static String advice(AccessRequest refused) {
        if (!RolePolicy.isKept(refused) && TokenLimits.isReason(refused)) {
            return " with this token, which is limited. Use one that reaches further, or ask an administrator of the repository.";
        }
        return refused.caller().role() == Role.ADMIN
                ? ". The repository's definition does not allow it, or a rule of the host's own."
                : ". Ask an administrator of the repository.";
    }

    private static String where(RepositoryDefinition repository, @Nullable PackageName subject) {
        return subject == null ? Quote.of(repository.name()) : Quote.of(repository.name()) + ": " + Quote.of(subject);
    }

    private static String verb(Action action) {
        return switch (action) {
            case CONNECT -> "connect";
            case READ -> "read";
            case PUBLISH -> "publish";
            case DELETE -> "delete";
            case ADMINISTER -> "administer";
        };
    }
}
