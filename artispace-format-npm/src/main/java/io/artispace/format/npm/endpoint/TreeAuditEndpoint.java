package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.PackageName;
import io.artispace.access.Action;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.UpstreamLink;
import io.artispace.format.npm.json.Json;
import java.util.List;

/**
 * The audits that older clients ask for, from before there was the bulk one. They send the whole tree of dependencies. Each upstream is
 * sent the tree without the names that may not come from it, and without the name of the project.
 */
final class TreeAuditEndpoint {
    private static final List<String> SEVERITIES = List.of("info", "low", "moderate", "high", "critical");
    private static final List<String> KINDS =
            List.of("dependencies", "devDependencies", "optionalDependencies", "totalDependencies");

    private final UpstreamLink upstream;

    private TreeAuditEndpoint(UpstreamLink upstream) {
        this.upstream = upstream;
    }

    /**
     * {@code POST /-/npm/v1/security/audits} and {@code …/audits/quick}.
     *
     * @param location which of the two, relative to a registry's URL
     */
    static Response answer(Exchange exchange, String location) {
        List<UpstreamLink> upstreams = exchange.upstreams();
        ObjectNode result = nothing();
        if (upstreams.isEmpty()) {
            return Answer.ok(result);
        }
        exchange.require(Action.READ);
        ObjectNode asked = Json.readObject(exchange.request().body(), "the request's body");
        Audit audit = new Audit(location);
        for (UpstreamLink upstream : upstreams) {
            new TreeAuditEndpoint(upstream).ask(audit, asked, result);
        }
        audit.requireLooked();
        if (asked.path("dependencies").isEmpty() && !asked.path("requires").isEmpty()) {
            // npm 10, after the bulk audit failed, if its lock file has no tree. That there is nobody to ask is the
            // better reason.
            throw Audit.nothing(
                    "the client has sent no tree of its dependencies, as npm 10 does if the audit that it asked for first has"
                            + " failed. Have it log that: npm audit --loglevel silly.");
        }
        return Answer.ok(result);
    }

    private static ObjectNode nothing() {
        ObjectNode body = Json.object();
        body.putArray("actions");
        body.putObject("advisories");
        body.putArray("muted");
        ObjectNode metadata = body.putObject("metadata");
        ObjectNode vulnerabilities = metadata.putObject("vulnerabilities");
        SEVERITIES.forEach(severity -> vulnerabilities.put(severity, 0));
        KINDS.forEach(kind -> metadata.put(kind, 0));
        return body;
    }

    private void ask(Audit audit, ObjectNode asked, ObjectNode result) {
        ObjectNode question = permitted(asked);
        question.put("name", "project").put("version", "1.0.0");
        question.putArray("install");
        question.putArray("remove");
        question.putObject("metadata");
        audit.ask(upstream, question).ifPresent(found -> add(found, result));
    }

    /**
     * Returns the part of a tree that may be sent: names, versions and ranges, and those other members that tell nothing of the project.
     */
    private ObjectNode permitted(JsonNode part) {
        ObjectNode permitted = Json.object();
        for (String plain : List.of("version", "integrity", "dev", "optional")) {
            if (part.path(plain).isValueNode()) {
                permitted.set(plain, part.path(plain));
            }
        }
        ObjectNode requires = permitted.putObject("requires");
        Json.forEachMember(part.path("requires"), (name, range) -> {
            if (permits(name) && namesNothingElse(range)) {
                requires.set(name, range);
            }
        });
        ObjectNode dependencies = permitted.putObject("dependencies");
        Json.forEachMember(part.path("dependencies"), (name, dependency) -> {
            if (permits(name) && namesNothingElse(dependency.path("version"))) {
                dependencies.set(name, permitted(dependency));
            }
        });
        return permitted;
    }

    /**
     * Tells whether a text is a version or a range. Other texts must not be sent: an alias names another package, and the rest are
     * addresses of servers, or paths.
     */
    private static boolean namesNothingElse(JsonNode versionOrRange) {
        String text = versionOrRange.asText("");
        return !versionOrRange.isContainerNode() && text.indexOf(':') < 0 && text.indexOf('/') < 0;
    }

    private boolean permits(String name) {
        return !name.isEmpty() && upstream.permits(PackageName.of(name));
    }

    private void add(JsonNode found, ObjectNode result) {
        ObjectNode advisories = (ObjectNode) result.required("advisories");
        Json.forEachMember(found.path("advisories"), (id, advisory) -> {
            if (permits(advisory.path("module_name").asText("")) && !advisories.has(id)) {
                advisories.set(id, advisory);
            }
        });
        addAll(found.path("actions"), (ArrayNode) result.required("actions"));
        addAll(found.path("muted"), (ArrayNode) result.required("muted"));
        ObjectNode vulnerabilities = (ObjectNode) result.required("metadata").required("vulnerabilities");
        JsonNode more = found.path("metadata").path("vulnerabilities");
        SEVERITIES.forEach(severity -> vulnerabilities.put(
                severity,
                vulnerabilities.path(severity).asInt() + more.path(severity).asInt()));
        ObjectNode metadata = (ObjectNode) result.required("metadata");
        KINDS.forEach(kind -> metadata.put(
                kind,
                Math.max(
                        metadata.path(kind).asInt(),
                        found.path("metadata").path(kind).asInt())));
    }

    private static void addAll(JsonNode found, ArrayNode all) {
        found.forEach(all::add);
    }
}
