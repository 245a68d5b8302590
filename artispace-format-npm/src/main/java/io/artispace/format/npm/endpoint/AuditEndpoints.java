package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.access.Action;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@code npm audit}, and every {@code npm install}, asks. Only upstreams know advisories; without an upstream, the request's body
 * is not even read.
 */
final class AuditEndpoints {
    private static final String BULK = "-/npm/v1/security/advisories/bulk";

    /** As many as fit into one line. */
    private static final int MOST_NAMES = 3;

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
        Set<String> audited = new HashSet<>();
        Set<String> left = new TreeSet<>();
        for (UpstreamLink upstream : upstreams) {
            ObjectNode permitted = permitted(asked, upstream);
            if (!permitted.isEmpty()) {
                Optional<JsonNode> found = audit.ask(upstream, permitted);
                permitted.fieldNames().forEachRemaining((found.isPresent() ? audited : left)::add);
                found.ifPresent(told -> Json.forEachMember(told, (name, list) -> {
                    if (permitted.has(name) && !advisories.has(name)) {
                        advisories.set(name, list);
                    }
                }));
            }
        }
        audit.requireLooked();
        left.removeAll(audited);
        return left.isEmpty() ? Answer.ok(advisories) : partly(advisories, left);
    }

    /** Tells the user what no upstream has looked at. */
    private static Response partly(ObjectNode advisories, Set<String> left) {
        String names = left.stream().limit(MOST_NAMES).map(Quote::of).collect(Collectors.joining(", "));
        String more = left.size() > MOST_NAMES ? " and " + (left.size() - MOST_NAMES) + " more" : "";
        return Answer.ok(advisories).toBuilder()
                .header(
                        Answer.NOTICE,
                        "Not audited, because the upstreams that they may come from offer no audits or may not be asked: "
                                + names + more)
                .build();
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
