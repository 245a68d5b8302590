package io.artispace.format.maven;

import io.artispace.exchange.Response;
import io.artispace.exchange.UrlText;
import io.artispace.format.RepositoryRequest;
import java.util.Map;

/** A refusal as RFC 9457 has it, the only body whose text Maven shows to its user (3.9 and later). */
final class Problem {
    /** The phrases of RFC 9110, as RFC 9457 wants them where the type is {@code about:blank}. */
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"));

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
