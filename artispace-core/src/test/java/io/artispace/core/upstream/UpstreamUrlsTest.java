package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Redirects;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpstreamUrlsTest {
    @ParameterizedTest(name = "{0} is sent the credentials for {1}: {2}")
    @CsvSource({
        "https://a.example/b/, https://A.example:443/c, true",
        "http://a.example:80/, http://a.example/c, true",
        "https://a.example/, http://a.example/, false",
        "https://a.example/, http://a.example:443/, false",
        "https://a.example/, https://a.example:80/, false",
        "https://a.example/, https://a.example:8443/, false",
        "https://a.example/, https://b.a.example/, false",
        "https://a.example/, https://a.example@b.example/, false",
    })
    void onlyTheUpstreamsOwnOriginIsSentItsCredentials(URI upstream, URI url, boolean own) {
        assertThat(new UpstreamUrls(Upstream.at(upstream)).isOwnOrigin(url)).isEqualTo(own);
    }

    @ParameterizedTest(name = "{0} may redirect to {1}: {2}")
    @CsvSource({
        "https://8.8.8.8/, https://8.8.4.4/, true",
        "http://8.8.8.8/, https://8.8.4.4/, true",
        "http://8.8.8.8/, http://8.8.4.4/, true",
        "https://8.8.8.8/, http://8.8.4.4/, false",
        "https://8.8.8.8/, http://8.8.8.8/, false",
        "http://8.8.8.8/, ftp://8.8.4.4/, false",
        "http://8.8.8.8/, http://10.0.0.1/, false",
    })
    void otherOriginsMustBeAsSafeAsTheUpstreamAndAtPublicAddresses(URI upstream, URI url, boolean allowed)
            throws Exception {
        UpstreamUrls urls = new UpstreamUrls(Upstream.at(upstream).redirecting(Redirects.ANYWHERE));

        if (allowed) {
            assertThatCode(() -> urls.check(url)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> urls.check(url)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void otherOriginsAreNotAskedUnlessTheDefinitionSaysSo() {
        UpstreamUrls urls =
                new UpstreamUrls(Upstream.at(URI.create("https://8.8.8.8/")).redirecting(Redirects.SAME_ORIGIN));

        assertThatThrownBy(() -> urls.check(URI.create("https://8.8.4.4/"))).isInstanceOf(RefusedException.class);
    }
}
