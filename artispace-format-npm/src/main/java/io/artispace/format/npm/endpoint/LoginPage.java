package io.artispace.format.npm.endpoint;

import io.artispace.exchange.Response;

/** The pages of a login through a browser: plain HTML that may run nothing, load nothing and be framed by nobody. */
final class LoginPage {
    private static final String POLICY =
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private LoginPage() {}

    /** Asks for name and password; sent back to the URL it came from. */
    static Response form(int status, String repository, String problem) {
        String warning = problem.isEmpty() ? "" : "<p role=\"alert\"><strong>" + escape(problem) + "</strong></p>\n";
        return page(
                status,
                "Log in",
                "<p>Somebody asks to be logged in to the npm repository <b>" + escape(repository)
                        + "</b> in a terminal. Go on only if that is you.</p>\n" + warning
                        + "<form method=\"post\">\n"
                        + "<p><label>Name <input name=\"user\" autocomplete=\"username\" required autofocus></label></p>\n"
                        + "<p><label>Password <input type=\"password\" name=\"password\" autocomplete=\"current-password\" required></label></p>\n"
                        + "<p><button>Log in</button></p>\n</form>");
    }

    /** Says that it worked. */
    static Response done() {
        return page(200, "You are logged in", "<p>Go back to the terminal. You can close this page.</p>");
    }

    /** Says that it is too late. */
    static Response over() {
        return page(410, "This login took too long", "<p>Run <code>npm login</code> again.</p>");
    }

    private static Response page(int status, String title, String content) {
        return Response.status(status)
                .text(
                        "text/html; charset=utf-8",
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + title
                                + "</title></head>\n<body>\n<h1>" + title + "</h1>\n" + content
                                + "\n</body>\n</html>\n")
                .header("Content-Security-Policy", POLICY)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
