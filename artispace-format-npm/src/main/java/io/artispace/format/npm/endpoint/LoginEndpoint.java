package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.DeniedException;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.IssuedToken;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Packument;

/**
 * {@code PUT /-/user/org.couchdb.user:NAME}: login with a password in the body. Only that decides, since clients send along whatever
 * token they have. Nobody can register here: the host creates the users.
 */
final class LoginEndpoint {
    /** The beginning of every user's id, which comes from the time when npm's registry was a CouchDB. */
    static final String ID_PREFIX = "org.couchdb.user:";

    private LoginEndpoint() {}

    /** Answers with a new token. */
    static Response login(Exchange exchange, String name) {
        ObjectNode body = Json.readObject(exchange.request().body(), "the request's body");
        if (!body.path("name").asText(name).equals(name)) {
            throw new InvalidInputException("Cannot log in as " + Quote.of(name) + ": the body says it is "
                    + Quote.of(body.path("name").asText("")) + ".");
        }
        try {
            Callers.requirePassword(
                    exchange.accounts(), name, body.path("password").asText(""));
        } catch (DeniedException wrong) {
            // Not thrown on: this answer is about the password, not about the stale token that npm may send along.
            return Answer.error(401, wrong.getMessage());
        }
        IssuedToken token = exchange.accounts().issueToken(name, request());
        return Answer.json(
                201,
                Json.object()
                        .put("ok", "You are logged in as " + name + ".")
                        .put("id", ID_PREFIX + name)
                        .put("rev", Packument.revision(1))
                        .put("token", token.secret().reveal()));
    }

    /** A token that may do what its owner may, for as long as it is not revoked. */
    static TokenRequest request() {
        return TokenRequest.of(TokenScope.of(Role.ADMIN)).attribute(TokenEndpoints.NAME, "npm login");
    }

    /**
     * {@code DELETE /-/user/token/TOKEN}: logout. Everybody who knows the token may end it; to end one that is not valid any more succeeds,
     * too.
     */
    static Response logout(Exchange exchange, String token) {
        exchange.accounts()
                .findToken(Secret.of(token))
                .ifPresent(found -> exchange.accounts().revokeToken(found.user(), found.id()));
        return Answer.done(200);
    }
}
