package io.artispace.format.maven;

import io.artispace.exchange.Response;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.maven.layout.UrlText;
import java.util.Map;

/** A refusal as RFC 9457 has it, the only body whose text Maven shows to its user (3.9 and later). */
final class Problem {
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition failed"),
            Map.entry(413, "Too large"),
            Map.entry(416, "Range not satisfiable"),
            Map.entry(500, "Internal error"),
            Map.entry(502, "Upstream failed"),
            Map.entry(503, "Not available"));

    private Problem() {}

    /** The path of the repository's URL, with a slash at its end. */
    private static String repositoryPath(RepositoryRequest request) {
        String url = request.repositoryUrl();
        return url.substring(url.indexOf('/', url.indexOf("://") + 3));
    }

    static Response of(RepositoryRequest request, int status, String message) {
        String json = JsonText.object(problem -> problem.put("type", "about:blank")
                .put("title", TITLES.getOrDefault(status, "Error " + status))
                .put("status", status)
                .put("detail", message)
                .put("instance", repositoryPath(request) + UrlText.encodePath(request.path())));
        return Response.status(status).text("application/problem+json", json).build();
    }
}
