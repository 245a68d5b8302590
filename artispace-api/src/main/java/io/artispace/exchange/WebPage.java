package io.artispace.exchange;

/**
 * A page for people, for formats and hosts: one look, for wide and narrow, light and dark screens. It may run nothing, load nothing, send
 * no form and be framed by nobody.
 */
public final class WebPage {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
            h1{font-size:1.4rem;font-weight:600}
            ul{list-style:none;padding:0}
            li{display:flex;flex-wrap:wrap;column-gap:1.5rem;padding:.3rem 0;border-bottom:1px solid #8884}
            li a{flex:1 1 20rem}
            li span{font-variant-numeric:tabular-nums;opacity:.75}
            @media(min-width:40rem){li span{min-width:6rem;text-align:right}}
            a:link{color:light-dark(#0550ae,#79b8ff)}
            li a:not(:hover,:focus){text-decoration:none}
            input{display:block;box-sizing:border-box;width:100%;max-width:20rem;padding:.4rem;font:inherit}
            button{padding:.4rem 1.2rem;font:inherit}
            [role=alert]{border-left:.3rem solid #d33;padding-left:.8rem}
            """;

    /**
     * Of the style above; a hash, since with {@code 'unsafe-inline'} text that somebody forgot to escape could bring a style of its own.
     */
    private static final String STYLE_HASH = "sha256-EYOeurnUE1oKLFqIP8PnXqTDRQQEhmDQhRc5GIR/+0U=";

    private static final String POLICY =
            "default-src 'none'; style-src '" + STYLE_HASH + "'; frame-ancestors 'none'; base-uri 'none'; form-action ";

    private WebPage() {}

    /**
     * Tells whether a browser sent a request, and shows the answer to a person: browsers alone ask for XHTML or, those of terminals such as
     * Lynx and w3m, for HTML before other text. ({@code text/html} is also asked for by Java programs, of which {@code HttpURLConnection}
     * says so, before images, unless told otherwise.) If an answer that may be kept depends on this, it needs {@code Vary: Accept}.
     *
     * @param headers the request's
     * @return whether a page is the right answer
     */
    public static boolean isAskedFor(HeaderLookup headers) {
        return headers.joined("Accept")
                .filter(accept -> accept.contains("application/xhtml+xml") || accept.startsWith("text/html, text/"))
                .isPresent();
    }

    /**
     * Begins the answer with a page.
     *
     * @param status the status
     * @param title the title, any text
     * @param content what stands in the body, HTML: what comes from elsewhere is {@linkplain #escape(String) escaped} in it
     * @return a builder, with the page as its body
     */
    public static Response.Builder of(int status, String title, String content) {
        return Response.status(status)
                .header("Content-Security-Policy", POLICY + "'none'")
                .text(
                        "text/html; charset=utf-8",
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + escape(title)
                                + "</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>" + STYLE
                                + "</style></head>\n<body>\n" + content + "\n</body>\n</html>\n");
    }

    /**
     * Begins the answer with a page that may have forms, which are sent to this server only.
     *
     * @param status the status
     * @param title the title, any text
     * @param content as for other pages
     * @return a builder, with the page as its body
     */
    public static Response.Builder withForm(int status, String title, String content) {
        return of(status, title, content).header("Content-Security-Policy", POLICY + "'self'");
    }

    /**
     * Escapes text for HTML, also within quotes.
     *
     * @param text any text
     * @return the same text for a reader of the page
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
