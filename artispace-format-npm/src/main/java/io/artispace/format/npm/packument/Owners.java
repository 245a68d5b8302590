package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.artispace.InvalidInputException;
import io.artispace.PackageChanges;
import io.artispace.Quote;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The owners of a package: whom people may ask about it. What anybody may do is the access policy's business. */
public final class Owners {
    private static final int MAX_OWNERS = 1000;

    /** The most characters of all owners as JSON. */
    private static final int MAX_SIZE = 64 * 1024;

    private Owners() {}

    /** Records new owners. */
    public static void record(NpmName name, JsonNode maintainers, PackageChanges changes) {
        ArrayNode owners = JsonNodeFactory.instance.arrayNode();
        for (JsonNode maintainer : maintainers) {
            owners.add(Person.read(maintainer)
                    .orElseThrow(() -> new InvalidInputException("Cannot change the owners of " + Quote.of(name)
                            + ": each must be an object with a name and an email, of at most " + Person.MAX_NAME
                            + " and " + Person.MAX_EMAIL + " characters."))
                    .json());
        }
        if (owners.isEmpty() || owners.size() > MAX_OWNERS) {
            throw new InvalidInputException("Cannot change the owners of " + Quote.of(name) + ": a package has 1 to "
                    + MAX_OWNERS + " of them.");
        }
        String json = JsonText.of(owners);
        if (json.length() > MAX_SIZE) {
            throw new InvalidInputException("Cannot change the owners of " + Quote.of(name)
                    + ": their names and addresses take " + json.length() + " characters together, and at most "
                    + MAX_SIZE + " are kept. Name fewer.");
        }
        changes.attribute(PackageAttributes.MAINTAINERS, json);
    }

    /** Returns as much as is kept of what a remote registry says of a package's owners, as JSON. */
    public static String ofUpstream(JsonNode maintainers) {
        ArrayNode owners = JsonNodeFactory.instance.arrayNode();
        int size = 2;
        for (JsonNode maintainer : maintainers) {
            JsonNode owner = Person.read(maintainer).map(Person::json).orElse(null);
            int length = owner == null ? 0 : JsonText.of(owner).length() + 1;
            if (owners.size() == MAX_OWNERS || size + length > MAX_SIZE) {
                break;
            }
            if (owner != null) {
                owners.add(owner);
                size += length;
            }
        }
        return JsonText.of(owners);
    }

    /** Returns the owners, from a package's attributes. */
    public static List<Person> of(Map<String, String> attributes) {
        List<Person> owners = new ArrayList<>();
        String stored = attributes.get(PackageAttributes.MAINTAINERS);
        if (stored != null) {
            Json.readStored(stored).forEach(owner -> Person.read(owner).ifPresent(owners::add));
        }
        return owners;
    }
}
