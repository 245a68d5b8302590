package io.artispace.format.npm.endpoint;

import io.artispace.DeniedException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.access.Accounts;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenScope;
import io.artispace.access.User;
import io.artispace.format.Exchange;
import io.artispace.format.npm.packument.Person;
import java.util.Optional;

/** Finds and checks the caller, for the endpoints that are about the caller rather than about a package. */
final class Callers {
    private Callers() {}

    /** Returns the caller as packages name their publishers and owners; empty for callers that are no users. */
    static Optional<Person> person(Exchange exchange) {
        return Person.of(exchange.caller())
                .map(person -> person.email().isEmpty()
                        ? person.withEmail(exchange.accounts()
                                .findUser(person.name())
                                .map(Person::emailOf)
                                .orElse(""))
                        : person);
    }

    /** Demands that somebody asks whose credentials are good. */
    static Caller require(Exchange exchange) {
        Caller caller = exchange.caller();
        if (caller.isAnonymous()) {
            throw DeniedException.unauthenticated(
                    "This needs you to be logged in: no credentials were sent, or they are wrong or expired. Run npm login.");
        }
        return caller;
    }

    /** Demands that the caller is a user of this registry, rather than of the program around it. */
    static User requireUser(Exchange exchange) {
        String name = require(exchange).name();
        return exchange.accounts()
                .findUser(name)
                .orElseThrow(() -> new NotFoundException("The user " + Quote.of(name)
                        + " is not managed here; its account belongs to the program that runs this registry."));
    }

    /** Demands that the caller may change its account. */
    static User requireOwner(Exchange exchange) {
        User user = requireUser(exchange);
        if (!mayManageAccount(exchange.caller())) {
            throw DeniedException.forbidden(
                    "The token you are using may not change your account; use one that is neither read-only nor limited to packages or repositories.");
        }
        return user;
    }

    /**
     * Tells whether a caller's token reaches its whole account: one that may only read does not, nor one for certain packages or
     * repositories.
     */
    static boolean mayManageAccount(Caller caller) {
        TokenScope scope = caller.scope();
        return scope.role().includes(Role.WRITE)
                && scope.packages().isEmpty()
                && scope.repositories().isEmpty();
    }

    /**
     * Demands a password. A token does not count as one, though requests accept it in place of a password: otherwise, whoever found a token
     * with few rights and a short life could turn it into one with all rights for ever.
     */
    static void requirePassword(Accounts accounts, String user, String password) {
        Secret secret = Secret.of(password);
        boolean good = !password.isEmpty()
                && !user.isEmpty()
                && accounts.findToken(secret).isEmpty()
                && accounts.authenticate(user, secret).isPresent();
        if (!good) {
            throw DeniedException.unauthenticated(
                    "The name or the password is wrong. A token is no password here: it goes into .npmrc as it is, as the _authToken of this address.");
        }
    }
}
