package io.artispace.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.access.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What credentials are sent as. */
class CredentialsTest {
    private static String sent(Credentials credentials) {
        return credentials.headerName() + ": " + credentials.headerValue();
    }

    @Test
    void eachKindHasItsHeader() {
        assertThat(sent(Credentials.basic("Aladdin", Secret.of("open sesame"))))
                .isEqualTo("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(sent(Credentials.bearer(Secret.of("abc")))).isEqualTo("Authorization: Bearer abc");
        assertThat(sent(Credentials.header("Job-Token", Secret.of("a b")))).isEqualTo("Job-Token: a b");
    }

    @Test
    void passwordWithoutAUserIsNoToken() {
        assertThat(sent(Credentials.basic("", Secret.of("abc")))).isEqualTo("Authorization: Basic OmFiYw==");
        assertThat(sent(Upstream.at(URI.create("https://:abc@repo.example.org/"))
                        .authentication()
                        .orElseThrow()))
                .isEqualTo("Authorization: Basic OmFiYw==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "geheim\n", " geheim", "geh eim", "gehe\u00efm", "geheim\r\nX: y"})
    void tokenThatNoHeaderCanHoldIsRefusedWithoutBeingTold(String token) {
        assertThatThrownBy(() -> Credentials.bearer(Secret.of(token)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("geh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "geheim\n", " geheim", "gehe\u00efm", "geheim\r\nX: y"})
    void valueThatNoHeaderCanHoldIsRefusedWithoutBeingTold(String value) {
        assertThatThrownBy(() -> Credentials.header("Job-Token", Secret.of(value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("geh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "Host", "content-length", "If-None-Match"})
    void headerThatSaysSomethingElseIsRefused(String name) {
        assertThatThrownBy(() -> Credentials.header(name, Secret.of("geheim")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void proxyIsShownNoHeaderOfAnotherName() {
        ForwardProxy proxy = ForwardProxy.at("proxy.example.org", 3128);

        assertThatThrownBy(() -> proxy.withCredentials(Credentials.header("Job-Token", Secret.of("geheim"))))
                .isInstanceOf(InvalidInputException.class);
        assertThat(proxy.withCredentials(Credentials.basic("", Secret.of("abc")))
                        .authentication())
                .isPresent();
    }
}
