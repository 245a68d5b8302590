package io.artispace.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.access.Secret;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.ForwardProxy;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Redirects;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the settings of an upstream are stored. */
class UpstreamSettingsTest {
    private static final Upstream DEFAULT = Upstream.at(URI.create("https://repo.example.org/maven2"));

    static Stream<UnaryOperator<Upstream>> everySetting() {
        return Stream.of(
                upstream -> upstream.withCredentials(Credentials.basic("jane", Secret.of("s3cret"))),
                upstream -> upstream.withCredentials(Credentials.header("Job-Token", Secret.of("s3cret"))),
                upstream -> upstream.withCredentials(Credentials.basic("jane", Secret.of("s3cret"))
                        .and("X-Tenant", Secret.of("acme"))
                        .and("Job-Token", Secret.of("s3cret"))),
                upstream -> upstream.keeping(Duration.ofSeconds(1), Duration.ofMillis(2)),
                upstream -> upstream.waiting(Duration.ofSeconds(3), Duration.ofSeconds(4)),
                upstream -> upstream.retrying(7),
                upstream -> upstream.redirecting(Redirects.ANYWHERE),
                Upstream::atAnyAddress,
                Upstream::withoutContentCheck,
                upstream -> upstream.sending(5, 6),
                upstream -> upstream.through(ForwardProxy.at("proxy.example.org", 3128)),
                upstream -> upstream.through(
                        ForwardProxy.at("::1", 1).withCredentials(Credentials.basic("jane", Secret.of("s3cret")))),
                upstream -> upstream.through(
                        ForwardProxy.at("::1", 1).withCredentials(Credentials.basic("", Secret.of("s3cret")))),
                Upstream::goneOffline);
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void isReadAsItWasWritten(UnaryOperator<Upstream> setting) {
        Upstream changed = setting.apply(DEFAULT);
        assertThat(changed).isNotEqualTo(DEFAULT);

        for (Upstream upstream : List.of(DEFAULT, changed)) {
            Map<String, String> settings = new HashMap<>();
            UpstreamSettings.write(upstream, settings);

            assertThat(UpstreamSettings.read(settings)).isEqualTo(upstream);
        }
    }
}
