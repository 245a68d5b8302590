package io.artispace.format.npm.endpoint;

import io.artispace.exchange.Response;
import io.artispace.exchange.WebPage;

/** The pages of a login through a browser. */
final class LoginPage {
    private LoginPage() {}

    /** Asks for name and password; sent back to the URL it came from. */
    static Response form(int status, String repository, String problem) {
        String warning =
                problem.isEmpty() ? "" : "<p role=\"alert\"><strong>" + WebPage.escape(problem) + "</strong></p>\n";
        return page(
                status,
                "Log in",
                "<p>Somebody asks to be logged in to the npm repository <b>" + WebPage.escape(repository)
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
        return WebPage.withForm(status, title, "<h1>" + title + "</h1>\n" + content)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
