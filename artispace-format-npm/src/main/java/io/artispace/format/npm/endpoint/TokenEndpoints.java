package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.DeniedException;
import io.artispace.NotFoundException;
import io.artispace.access.Accounts;
import io.artispace.access.Caller;
import io.artispace.access.IssuedToken;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.Token;
import io.artispace.access.User;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Timestamp;
import java.util.List;
import java.util.Optional;

/** {@code npm token}: the caller's own tokens. */
final class TokenEndpoints {
    /** The token attribute that holds what its owner calls it. */
    static final String NAME = "name";

    /** The token attribute that holds what it is for. */
    static final String DESCRIPTION = "description";

    private static final int SHOWN = 6;

    private TokenEndpoints() {}

    /** {@code GET /-/npm/v1/tokens}. */
    static Response list(Exchange exchange) {
        User user = Callers.requireUser(exchange);
        ObjectNode body = Json.object();
        ArrayNode objects = body.putArray("objects");
        for (Token token : shown(exchange, user.name())) {
            String prefix = token.attributes().getOrDefault("prefix", "");
            objects.add(describe(token, prefix.substring(0, Math.min(SHOWN, prefix.length()))));
        }
        body.put("total", objects.size());
        body.putObject("urls");
        return Answer.ok(body);
    }

    /** Returns the caller's tokens; to one that does not reach the whole account, it shows that one alone. */
    private static List<Token> shown(Exchange exchange, String user) {
        Accounts accounts = exchange.accounts();
        if (Callers.mayManageAccount(exchange.caller())) {
            return accounts.tokens(user);
        }
        String header = exchange.request().headers().first("Authorization").orElse("");
        return accounts
                .findToken(Secret.of(header.substring(header.lastIndexOf(' ') + 1)))
                .filter(token -> token.user().equals(user))
                .stream()
                .toList();
    }

    /** {@code POST /-/npm/v1/tokens}. */
    static Response create(Exchange exchange) {
        User user = Callers.requireOwner(exchange);
        ObjectNode body = Json.readObject(exchange.request().body(), "the request's body");
        Callers.requirePassword(
                exchange.accounts(), user.name(), body.path("password").asText(""));
        IssuedToken issued = exchange.accounts().issueToken(user.name(), TokenWish.read(body, exchange.now()));
        return Answer.ok(describe(issued.token(), issued.secret().reveal()));
    }

    /** {@code DELETE /-/npm/v1/tokens/token/KEY}: by its key, the beginning of it, or the token itself. */
    static Response revoke(Exchange exchange, String key) {
        Caller caller = Callers.require(exchange);
        Accounts accounts = exchange.accounts();
        Token token = accounts.findToken(Secret.of(key))
                .or(() -> only(shown(exchange, caller.name()), key))
                .filter(found -> found.user().equals(caller.name()))
                .orElseThrow(() -> noToken(caller));
        accounts.revokeToken(token.user(), token.id());
        return Response.status(204).withoutBody().build();
    }

    /** Finds a token by the beginning of its key, if that is the beginning of no other. */
    private static Optional<Token> only(List<Token> tokens, String key) {
        List<Token> matching = tokens.stream()
                .filter(token -> !key.isEmpty() && token.id().startsWith(key))
                .toList();
        return matching.size() == 1 ? Optional.of(matching.get(0)) : Optional.empty();
    }

    /** The same of a token that exists and of one that does not, where the caller may know of none. */
    private static RuntimeException noToken(Caller caller) {
        return Callers.mayManageAccount(caller)
                ? new NotFoundException("You have no such token; list them with npm token list.")
                : DeniedException.forbidden(
                        "The token you are using may not revoke others; use one that is neither read-only nor limited to packages or repositories.");
    }

    private static ObjectNode describe(Token token, String shown) {
        ObjectNode body = Json.object();
        body.put("token", shown);
        body.put("key", token.id());
        body.put("readonly", !token.scope().role().includes(Role.WRITE));
        body.putNull("cidr_whitelist");
        body.put("created", Timestamp.of(token.created()));
        body.put("updated", Timestamp.of(token.created()));
        token.expires().ifPresent(end -> body.put("expires", Timestamp.of(end)));
        for (String attribute : List.of(NAME, DESCRIPTION)) {
            String value = token.attributes().get(attribute);
            if (value != null) {
                body.put(attribute, value);
            }
        }
        return body;
    }
}
