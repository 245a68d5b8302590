package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.access.Accounts;
import io.artispace.access.Secret;
import io.artispace.access.User;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.Person;
import io.artispace.format.npm.packument.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /-/npm/v1/user}: {@code npm profile}. */
final class ProfileEndpoint {
    private static final String FULL_NAME = "fullname";

    /** What people may say about themselves, as user attributes of the same names. */
    private static final List<String> CHANGEABLE =
            List.of(Person.EMAIL, FULL_NAME, "homepage", "freenode", "twitter", "github");

    private static final int MAX_LENGTH = 1000;

    private ProfileEndpoint() {}

    /** {@code GET}. */
    static Response get(Exchange exchange) {
        return Answer.ok(describe(Callers.requireUser(exchange)));
    }

    /** {@code POST}, with what shall change. */
    static Response set(Exchange exchange) {
        User user = Callers.requireOwner(exchange);
        Accounts accounts = exchange.accounts();
        ObjectNode body = Json.readObject(exchange.request().body(), "the request's body");
        if (body.path("tfa").isObject()) {
            throw new InvalidInputException("Cannot turn a second factor on: this registry has none.");
        }
        Map<String, String> changes = changes(body);
        JsonNode password = body.path("password");
        if (password.isObject()) {
            Callers.requirePassword(accounts, user.name(), password.path("old").asText(""));
            accounts.setPassword(user.name(), Secret.of(password.path("new").asText("")));
        }
        if (!changes.isEmpty()) {
            accounts.setAttributes(user.name(), changes);
        }
        return Answer.ok(describe(Callers.requireUser(exchange)));
    }

    private static Map<String, String> changes(ObjectNode body) {
        Map<String, String> changes = new HashMap<>();
        for (String attribute : CHANGEABLE) {
            JsonNode value = body.path(attribute);
            if (value.isTextual()) {
                if (value.textValue().length() > MAX_LENGTH) {
                    throw new InvalidInputException(
                            "Cannot set " + attribute + ": at most " + MAX_LENGTH + " characters are allowed.");
                }
                changes.put(attribute, value.textValue());
            }
        }
        return changes;
    }

    private static ObjectNode describe(User user) {
        ObjectNode body = Json.object();
        body.put("name", user.name());
        body.put("email", Person.emailOf(user));
        body.put("email_verified", false);
        body.putNull("tfa");
        body.put("created", Timestamp.of(user.created()));
        body.put("updated", Timestamp.of(user.created()));
        body.put(FULL_NAME, user.attributes().getOrDefault(FULL_NAME, ""));
        for (String attribute : CHANGEABLE) {
            String value = user.attributes().get(attribute);
            if (value != null) {
                body.put(attribute, value);
            }
        }
        return body;
    }
}
