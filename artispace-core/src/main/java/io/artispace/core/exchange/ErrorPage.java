package io.artispace.core.exchange;

import static io.artispace.exchange.WebPage.escape;

import io.artispace.exchange.Response;
import io.artispace.exchange.WebPage;

/** An error as a person sees it. */
final class ErrorPage {
    private ErrorPage() {}

    static Response of(Failure failure) {
        String title = failure.status() + " " + NeutralError.title(failure.status());
        return WebPage.of(failure.status(), title, "<h1>" + title + "</h1>\n<p>" + escape(failure.message()) + "</p>")
                .build();
    }
}
