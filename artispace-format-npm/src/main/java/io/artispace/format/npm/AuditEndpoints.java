package io.artispace.format.npm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.exchange.Response;
import java.util.List;

/**
 * What {@code npm audit}, and every {@code npm install}, asks. No advisories are known here, so the answer does not depend on what is asked, and what
 * somebody has installed is not even read.
 */
final class AuditEndpoints {
    private static final List<String> SEVERITIES = List.of("info", "low", "moderate", "high", "critical");
    private static final List<String> KINDS =
            List.of("dependencies", "devDependencies", "optionalDependencies", "totalDependencies");

    private AuditEndpoints() {}

    /** {@code POST /-/npm/v1/security/advisories/bulk}. */
    static Response bulk() {
        return Answer.ok(Answer.object());
    }

    /** {@code POST /-/npm/v1/security/audits} and {@code …/audits/quick}, from before there was the other. */
    static Response audit() {
        ObjectNode body = Answer.object();
        body.putArray("actions");
        body.putObject("advisories");
        body.putArray("muted");
        ObjectNode metadata = body.putObject("metadata");
        ObjectNode vulnerabilities = metadata.putObject("vulnerabilities");
        SEVERITIES.forEach(severity -> vulnerabilities.put(severity, 0));
        KINDS.forEach(kind -> metadata.put(kind, 0));
        return Answer.ok(body);
    }
}
