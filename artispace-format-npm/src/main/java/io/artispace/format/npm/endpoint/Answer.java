package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.NotFoundException;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.PackageLookup;
import io.artispace.format.npm.packument.Packument;

/** The answers that endpoints have in common. */
public final class Answer {
    /** A header whose text npm prints to its user. */
    static final String NOTICE = "npm-notice";

    private Answer() {}

    /** Answers with JSON. */
    static Response json(int status, JsonNode body) {
        return Response.status(status).text(Packument.JSON, JsonText.of(body)).build();
    }

    /** Answers 200 with JSON. */
    static Response ok(JsonNode body) {
        return json(200, body);
    }

    /** Answers that a write was done. */
    static Response done(int status) {
        return json(status, Json.object().put("ok", true).put("success", true));
    }

    /** Says what went wrong where every client looks for it. */
    public static Response error(int status, String message) {
        return json(status, Json.object().put("error", message));
    }

    /** The failure of looking for a package that is not there. */
    static NotFoundException noPackage(Exchange exchange, NpmName name) {
        return PackageLookup.noPackage(exchange.repository(), name);
    }
}
