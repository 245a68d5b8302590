package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.PackageLookup;
import java.util.Map;

/**
 * What {@code npm access} asks and says about one package. The access level is stored and shown, but has no effect: the access policy
 * decides who may read and write.
 */
final class AccessEndpoints {
    private static final String PUBLIC = "public";
    private static final String RESTRICTED = "restricted";

    private AccessEndpoints() {}

    /** Demands that an access level is one of the two, or empty for "not said". */
    static String check(String access) {
        if (!access.isEmpty() && !access.equals(PUBLIC) && !access.equals(RESTRICTED)) {
            throw new InvalidInputException(Quote.of(access) + " is not an access level: say public or restricted.");
        }
        return access;
    }

    /** {@code GET /-/package/NAME/visibility}. */
    static Response visibility(Exchange exchange, NpmName name) {
        String access = attributes(exchange, name).getOrDefault(PackageAttributes.ACCESS, "");
        // The access level of a package does not close a repository.
        boolean open =
                access.equals(PUBLIC) || exchange.repository().definition().anonymousRead();
        return Answer.ok(Json.object().put(PUBLIC, open));
    }

    /** {@code GET /-/package/NAME/collaborators}. */
    static Response collaborators(Exchange exchange, NpmName name) {
        ObjectNode collaborators = Json.object();
        Owners.of(attributes(exchange, name)).forEach(owner -> collaborators.put(owner.name(), "write"));
        return Answer.ok(collaborators);
    }

    /** {@code POST /-/package/NAME/access}. */
    static Response set(Exchange exchange, NpmName name) {
        ObjectNode body = Json.readObject(exchange.request().body(), "the request's body");
        JsonNode secondFactor = body.path("publish_requires_tfa");
        if (secondFactor.asBoolean(false)) {
            throw new InvalidInputException("Cannot demand a second factor for " + Quote.of(name)
                    + ": this registry has none. Limit who may publish instead.");
        }
        String access = check(body.path(PackageAttributes.ACCESS).asText(""));
        if (access.isEmpty() && secondFactor.isMissingNode()) {
            throw new InvalidInputException("Cannot change the access to " + Quote.of(name)
                    + ": the body names neither \"access\" nor \"publish_requires_tfa\".");
        }
        attributes(exchange, name);
        if (access.equals(RESTRICTED) && exchange.repository().definition().anonymousRead()) {
            throw new InvalidInputException("Cannot restrict the access to " + Quote.of(name)
                    + ": anybody may read all of the repository "
                    + Quote.of(exchange.repository().name())
                    + ". Publish it into another one, or have this one read by users only.");
        }
        if (!access.isEmpty()) {
            Repository repository = exchange.repository();
            try (Publication publication = repository.publish()) {
                publication.change(name.packageName()).attribute(PackageAttributes.ACCESS, access);
                publication.commit();
            }
        }
        return Answer.ok(body);
    }

    private static Map<String, String> attributes(Exchange exchange, NpmName name) {
        return PackageLookup.find(exchange.repository(), name)
                .map(PackageView::attributes)
                .orElseThrow(() -> Answer.noPackage(exchange, name));
    }
}
