package io.artispace.core.exchange;

import static io.artispace.exchange.WebPage.escape;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.artispace.exchange.Body;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.exchange.WebPage;

/**
 * An error in no format's style: for malformed targets, and for answers that must not reveal whether there is a repository. It depends
 * on nothing but the failure.
 */
final class NeutralError {
    private NeutralError() {}

    /** Makes the answer to a request: a page if a browser sent it. */
    static Response of(Failure failure, Request request) {
        return WebPage.isAskedFor(request.headers()) ? page(failure) : of(failure);
    }

    private static Response page(Failure failure) {
        String title = failure.status() + " " + title(failure.status());
        return WebPage.of(failure.status(), title, "<h1>" + title + "</h1>\n<p>" + escape(failure.message()) + "</p>")
                .build();
    }

    /**
     * Makes the answer for programs. Maven prints {@code application/problem+json} (RFC 9457) to its users, and npm's relatives print the
     * member {@code error}; but a 404 of that type is an error to Maven rather than an absence.
     */
    private static Response of(Failure failure) {
        Response.Builder builder = Response.status(failure.status());
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        String message = new String(encoder.quoteAsString(failure.message()));
        if (failure.status() == 404) {
            return builder.text("application/json", "{\"error\":\"" + message + "\"}")
                    .build();
        }
        return builder.header("Content-Type", "application/problem+json")
                .body(Body.text("{\"type\":\"about:blank\",\"title\":\"" + title(failure.status()) + "\",\"status\":"
                        + failure.status() + ",\"detail\":\"" + message + "\",\"error\":\"" + message + "\"}"))
                .build();
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Request Refused" : "Internal Server Error";
        };
    }
}
