package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.artispace.InvalidInputException;
import io.artispace.PackageChanges;
import io.artispace.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The owners of a package: whom people may ask about it. What anybody may do is the access policy's business. */
final class Owners {
    private static final int MAX_OWNERS = 1000;

    private Owners() {}

    /** Records new owners. */
    static void record(NpmName name, JsonNode maintainers, PackageChanges changes) {
        ArrayNode owners = JsonNodeFactory.instance.arrayNode();
        for (JsonNode maintainer : maintainers) {
            owners.add(Person.read(maintainer)
                    .orElseThrow(() -> new InvalidInputException("Cannot change the owners of " + Quote.of(name)
                            + ": each must be an object with a name and an email."))
                    .json());
        }
        if (owners.isEmpty() || owners.size() > MAX_OWNERS) {
            throw new InvalidInputException("Cannot change the owners of " + Quote.of(name) + ": a package has 1 to "
                    + MAX_OWNERS + " of them.");
        }
        changes.attribute(PackageAttributes.MAINTAINERS, JsonText.of(owners));
    }

    /** Returns the owners, from a package's attributes. */
    static List<Person> of(Map<String, String> attributes) {
        List<Person> owners = new ArrayList<>();
        String stored = attributes.get(PackageAttributes.MAINTAINERS);
        if (stored != null) {
            Json.readStored(stored).forEach(owner -> Person.read(owner).ifPresent(owners::add));
        }
        return owners;
    }
}
