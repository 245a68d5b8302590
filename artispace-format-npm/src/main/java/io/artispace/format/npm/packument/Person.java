package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.access.Caller;
import io.artispace.access.User;
import io.artispace.format.npm.json.Json;
import java.util.Optional;

/**
 * Somebody as packages name their publishers and owners.
 *
 * @param name the user's name
 * @param email the address; empty if none is known
 */
public record Person(String name, String email) {
    /** The user attribute that holds the address. */
    public static final String EMAIL = "email";

    /** The most characters of a name. */
    static final int MAX_NAME = 256;

    /** The most characters of an address; longer ones no mail reaches. */
    static final int MAX_EMAIL = 320;

    /** Returns a user's address. */
    public static String emailOf(User user) {
        return user.attributes().getOrDefault(EMAIL, "");
    }

    /** Returns a caller, with the address that its attributes have; empty for callers that are no users. */
    public static Optional<Person> of(Caller caller) {
        return caller.kind() == Caller.Kind.USER
                ? Optional.of(new Person(caller.name(), "")
                        .withEmail(caller.attributes().getOrDefault(EMAIL, "")))
                : Optional.empty();
    }

    /** The same with an address, unless that is too long to be one. */
    public Person withEmail(String address) {
        return new Person(name, address.length() > MAX_EMAIL ? "" : address);
    }

    /** Reads an object with name and email; empty if it has no name, or one of them is too long. */
    public static Optional<Person> read(JsonNode json) {
        String name = json.path("name").asText("");
        String email = json.path(EMAIL).asText("");
        return name.isEmpty() || name.length() > MAX_NAME || email.length() > MAX_EMAIL
                ? Optional.empty()
                : Optional.of(new Person(name, email));
    }

    /** Returns an object with name and email. */
    public ObjectNode json() {
        return Json.object().put("name", name).put(EMAIL, email);
    }
}
