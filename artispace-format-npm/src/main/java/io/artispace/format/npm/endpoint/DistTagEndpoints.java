package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.PackageLookup;
import io.artispace.format.npm.packument.Packument;
import io.artispace.format.npm.packument.Tagging;

/** {@code /-/package/NAME/dist-tags}. */
final class DistTagEndpoints {
    private DistTagEndpoints() {}

    /** {@code GET}: the tags. */
    static Response list(Exchange exchange, NpmName name) {
        return exchange.document(name.packageName(), Packument.tags())
                .or(() -> PackageLookup.find(exchange.repository(), name).map(none -> Answer.ok(Json.object())))
                .orElseThrow(() -> Answer.noPackage(exchange, name));
    }

    /** {@code PUT …/TAG}, with the version as a bare JSON string. */
    static Response put(Exchange exchange, NpmName name, String tag) {
        JsonNode version = Json.read(exchange.request().body(), "the request's body");
        if (!version.isTextual()) {
            throw new InvalidInputException(
                    "Cannot set the tag " + Quote.of(tag) + ": the body must be a version as a JSON string.");
        }
        Tagging.set(exchange.repository(), name, tag, version.textValue());
        return Answer.done(201);
    }

    /** {@code DELETE …/TAG}. */
    static Response delete(Exchange exchange, NpmName name, String tag) {
        Tagging.remove(exchange.repository(), name, tag);
        return Answer.done(200);
    }
}
