package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.PackageName;
import io.artispace.access.Action;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import java.util.List;

/**
 * What {@code npm audit}, and every {@code npm install}, asks. Only upstreams know advisories; without an upstream, the request's body
 * is not even read.
 */
final class AuditEndpoints {
    private static final String BULK = "-/npm/v1/security/advisories/bulk";

    private AuditEndpoints() {}

    /**
     * {@code POST /-/npm/v1/security/advisories/bulk}: passed on to the upstreams, to each with only the names that may come from it, and
     * answered with what they say of those.
     */
    static Response bulk(Exchange exchange) {
        List<UpstreamLink> upstreams = exchange.upstreams();
        ObjectNode advisories = Json.object();
        if (upstreams.isEmpty()) {
            return Answer.ok(advisories);
        }
        exchange.require(Action.READ);
        ObjectNode asked = Json.readObject(exchange.request().body(), "the request's body");
        Audit audit = new Audit(BULK);
        for (UpstreamLink upstream : upstreams) {
            ObjectNode permitted = permitted(asked, upstream);
            if (!permitted.isEmpty()) {
                audit.ask(upstream, permitted)
                        .ifPresent(found -> Json.forEachMember(found, (name, list) -> {
                            if (permitted.has(name) && !advisories.has(name)) {
                                advisories.set(name, list);
                            }
                        }));
            }
        }
        audit.requireLooked();
        return Answer.ok(advisories);
    }

    private static ObjectNode permitted(ObjectNode asked, UpstreamLink upstream) {
        ObjectNode permitted = Json.object();
        Json.forEachMember(asked, (name, versions) -> {
            if (!name.isEmpty() && upstream.permits(PackageName.of(name))) {
                permitted.set(name, versions);
            }
        });
        return permitted;
    }
}
