package io.artispace.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebPageTest {
    @Test
    void itsOwnStyleIsTheOnlyThingThatAPageMayHave() throws Exception {
        Response page = WebPage.of(200, "t", "<p>c</p>").build();

        String text = text(page);
        String style = text.substring(text.indexOf("<style>") + 7, text.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash)
                        + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void itsTitleIsAnyText() throws IOException {
        assertThat(text(WebPage.withForm(403, "</title>&\"'", "").build()))
                .contains("<title>&lt;/title&gt;&amp;&quot;&#39;</title>");
    }

    @Test
    void browsersAloneAreShownPages() {
        assertThat(WebPage.isAskedFor(accepting("text/html,application/xhtml+xml,*/*;q=0.8")))
                .isTrue();
        assertThat(WebPage.isAskedFor(accepting("text/html, text/plain, text/sgml, text/css, */*;q=0.01")))
                .as("Lynx")
                .isTrue();
        assertThat(WebPage.isAskedFor(accepting("text/html, text/*;q=0.5, image/*, application/*")))
                .as("w3m")
                .isTrue();
        assertThat(WebPage.isAskedFor(accepting("text/html, image/gif, image/jpeg, */*; q=0.2")))
                .isFalse();
        assertThat(WebPage.isAskedFor(name -> null)).isFalse();
    }

    private static HeaderLookup accepting(String types) {
        return name -> name.equals("Accept") ? List.of(types) : null;
    }

    private static String text(Response page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.body().writeTo(out);
        return out.toString(UTF_8);
    }
}
