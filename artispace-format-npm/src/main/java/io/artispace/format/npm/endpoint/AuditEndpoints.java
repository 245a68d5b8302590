package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.TooLargeException;
import io.artispace.UpstreamFailedException;
import io.artispace.access.Action;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.json.JsonText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
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
        ObjectNode advisories = Answer.object();
        if (upstreams.isEmpty()) {
            return Answer.ok(advisories);
        }
        exchange.require(Action.READ);
        ObjectNode asked = Json.readObject(exchange.request().body(), "the request's body");
        for (UpstreamLink upstream : upstreams) {
            ObjectNode permitted = permitted(asked, upstream);
            if (!permitted.isEmpty()) {
                byte[] body = JsonText.of(permitted).getBytes(StandardCharsets.US_ASCII);
                UpstreamLink.Answer answer = upstream.upTo(Json.MAX_VALUE_SIZE).post(BULK, "application/json", body);
                if (answer.status() == 200) {
                    Json.forEachMember(advisories(answer, upstream), (name, list) -> {
                        if (permitted.has(name) && !advisories.has(name)) {
                            advisories.set(name, list);
                        }
                    });
                }
            }
        }
        return Answer.ok(advisories);
    }

    /** Fails if an upstream's answer is not that of an audit, rather than answering that there are no advisories. */
    static JsonNode advisories(UpstreamLink.Answer answer, UpstreamLink upstream) {
        try {
            return Json.read(new ByteArrayInputStream(answer.body()), "the upstream's advisories");
        } catch (InvalidInputException | TooLargeException unusable) {
            throw new UpstreamFailedException(
                    "Cannot audit: the upstream of the proxy " + Quote.of(upstream.repository())
                            + " sent something else than advisories. Try again later.",
                    unusable);
        }
    }

    private static ObjectNode permitted(ObjectNode asked, UpstreamLink upstream) {
        ObjectNode permitted = Answer.object();
        Json.forEachMember(asked, (name, versions) -> {
            if (!name.isEmpty() && upstream.permits(PackageName.of(name))) {
                permitted.set(name, versions);
            }
        });
        return permitted;
    }
}
