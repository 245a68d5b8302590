package io.artispace.core.exchange;

import static io.artispace.exchange.WebPage.escape;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.exchange.WebPage;

/** An error as a person sees it. */
final class ErrorPage {
    private ErrorPage() {}

    /**
     * Tells whether a browser is to show the answer as a page: that alone asks for XHTML. ({@code text/html} is also asked for by Java
     * programs, of which {@code HttpURLConnection} says so unless told otherwise.)
     */
    static boolean isAskedForBy(Request request) {
        return request.headers()
                .joined("Accept")
                .filter(accept -> accept.contains("application/xhtml+xml"))
                .isPresent();
    }

    static Response of(Failure failure) {
        String title = failure.status() + " " + NeutralError.title(failure.status());
        return WebPage.of(failure.status(), title, "<h1>" + title + "</h1>\n<p>" + escape(failure.message()) + "</p>")
                .build();
    }
}
