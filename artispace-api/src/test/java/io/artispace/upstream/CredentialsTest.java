package io.artispace.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.access.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
        for (ThrowingCallable way : List.<ThrowingCallable>of(
                () -> Credentials.bearer(Secret.of(token)),
                () -> new Credentials("", Secret.of(token), null, Map.of()))) {
            assertThatThrownBy(way).isInstanceOf(InvalidInputException.class).hasMessageNotContaining("geh");
        }
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
        Secret secret = Secret.of("geheim");
        for (ThrowingCallable way : List.<ThrowingCallable>of(
                () -> Credentials.header(name, secret),
                () -> new Credentials("", secret, name, Map.of()),
                () -> Credentials.bearer(secret).and(name, secret),
                () -> new Credentials("ann", secret, null, Map.of(name, secret)))) {
            assertThatThrownBy(way).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void severalHeadersAreEachShownOnce() {
        Credentials several = Credentials.header("A", Secret.of("1")).and("B", Secret.of("2"));

        assertThat(several.headers()).isEqualTo(Map.of("A", "1", "B", "2"));
        assertThat(Credentials.basic("", Secret.of("abc"))
                        .and("B", Secret.of("2"))
                        .headers())
                .isEqualTo(Map.of("Authorization", "Basic OmFiYw==", "B", "2"));
        assertThat(several.toString()).doesNotContain("1", "2");
        for (String name : List.of("a", "A", "B", "b", "Host", "a b", "")) {
            assertThatThrownBy(() -> several.and(name, Secret.of("geheim")))
                    .as(name)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("geh");
        }
        assertThatThrownBy(() -> Credentials.bearer(Secret.of("abc")).and("authorization", Secret.of("x")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> several.and("C", Secret.of("geheim\r\nX: y")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("geh");
        assertThatThrownBy(() -> {
                    Credentials all = several;
                    for (int i = 0; i < 20; i++) {
                        all = all.and("H" + i, Secret.of("x"));
                    }
                })
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void proxyIsShownNoHeaderOfAnotherName() {
        ForwardProxy proxy = ForwardProxy.at("proxy.example.org", 3128);

        assertThatThrownBy(() -> proxy.withCredentials(
                        Credentials.basic("a", Secret.of("b")).and("Job-Token", Secret.of("geheim"))))
                .isInstanceOf(InvalidInputException.class);

        assertThatThrownBy(() -> proxy.withCredentials(Credentials.header("Job-Token", Secret.of("geheim"))))
                .isInstanceOf(InvalidInputException.class);
        assertThat(proxy.withCredentials(Credentials.basic("", Secret.of("abc")))
                        .authentication())
                .isPresent();
    }
}
