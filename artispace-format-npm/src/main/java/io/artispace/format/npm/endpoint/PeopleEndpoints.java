package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.SearchHit;
import io.artispace.access.User;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.Packument;
import io.artispace.format.npm.packument.Person;

/** What clients ask about somebody: who it is, what they own, what they starred. */
final class PeopleEndpoints {
    private PeopleEndpoints() {}

    /** {@code GET /-/whoami}. */
    static Response whoami(Exchange exchange) {
        return Answer.ok(Json.object().put("username", Callers.require(exchange).name()));
    }

    /** {@code GET /-/user/org.couchdb.user:NAME}, which {@code npm owner add} looks the new owner up by. */
    static Response user(Exchange exchange, String name) {
        Callers.require(exchange);
        User user = exchange.accounts()
                .findUser(name)
                .orElseThrow(() -> new NotFoundException("There is no user " + Quote.of(name) + "."));
        ObjectNode body = Json.object();
        body.put("_id", LoginEndpoint.ID_PREFIX + user.name());
        body.put("_rev", Packument.revision(1));
        body.put("name", user.name());
        body.put("email", Person.emailOf(user));
        body.put("type", "user");
        body.putArray("roles");
        return Answer.ok(body);
    }

    /**
     * {@code GET /-/org/NAME/package}, which {@code npm access list packages} asks first: the packages of a scope, and those that a user of
     * that name owns. If the scope has none, npm asks for the latter alone.
     */
    static Response packagesOfScope(Exchange exchange, String name) {
        ObjectNode all = Json.object();
        exchange.repository()
                .packages("@" + name + "/")
                .forEach(hit -> all.put(hit.name().value(), "write"));
        if (all.isEmpty()) {
            throw new NotFoundException("There are no packages of the scope " + Quote.of("@" + name) + ".");
        }
        return Answer.ok(putOwned(exchange, name, all));
    }

    /** {@code GET /-/user/NAME/package}: the packages somebody owns. */
    static Response packages(Exchange exchange, String name) {
        return Answer.ok(putOwned(exchange, name, Json.object()));
    }

    private static ObjectNode putOwned(Exchange exchange, String name, ObjectNode owned) {
        exchange.repository()
                .packages("")
                .filter(hit -> Owners.of(hit.attributes()).stream()
                        .anyMatch(owner -> owner.name().equals(name)))
                .forEach(hit -> owned.put(hit.name().value(), "write"));
        return owned;
    }

    /** {@code GET /-/_view/starredByUser?key="NAME"}. */
    static Response starred(Exchange exchange) {
        String name = exchange.request()
                .parameter("key")
                .map(key -> key.replace("\"", ""))
                .orElseThrow(() ->
                        new InvalidInputException("Cannot list stars: name the user, as in ?key=%22somebody%22."));
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray("rows");
        exchange.repository()
                .packages("")
                .filter(hit -> isStarredBy(name, hit))
                .forEach(hit -> rows.addObject().put("value", hit.name().value()));
        return Answer.ok(body);
    }

    private static boolean isStarredBy(String name, SearchHit hit) {
        String users = hit.attributes().get(PackageAttributes.USERS);
        return users != null && Json.readStored(users).path(name).asBoolean(false);
    }
}
