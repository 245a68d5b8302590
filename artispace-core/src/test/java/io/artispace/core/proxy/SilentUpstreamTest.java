package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.artispace.UpstreamFailedException;
import io.artispace.testkit.EvilAnswer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** If an upstream does not answer, the error says why, but not its address. */
@Timeout(60)
class SilentUpstreamTest {
    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(EvilAnswer.silence(), "the upstream did not answer in time"),
                arguments(EvilAnswer.reset(), "the connection to the upstream broke off before it had answered"),
                arguments(EvilAnswer.noHttp(), "what the upstream answered is no HTTP"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void tellsWhatTheUpstreamDid(EvilAnswer answer, String reason) {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> upstream.waiting(Duration.ofSeconds(2), Duration.ofSeconds(1)))) {
            far.upstream.at(ProxyFixture.FILE.value(), answer);

            assertFails(far, reason);
        }
    }

    @Test
    void tellsThatNobodyListens() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.refuse();

            assertFails(far, "the upstream could not be connected to");
        }
    }

    private static void assertFails(ProxyFixture far, String reason) {
        assertThatThrownBy(far::read)
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessage("Cannot get \"" + ProxyFixture.FILE + "\" for the proxy \"far\": " + reason
                        + ". Try again later.")
                .hasMessageNotContaining(far.upstream.url().getAuthority());
    }
}
