package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream at a public address leads to other public addresses only. */
@Timeout(60)
class PublicAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/app",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "http://localhost/"
            })
    void aRedirectIntoTheOwnNetworkIsNotFollowed(String target) {
        try (EvilUpstream internet = new EvilUpstream();
                PublicClient client = new PublicClient(internet)) {
            internet.at("198.51.100.7/app", EvilAnswer.redirect(target));

            assertThatThrownBy(() -> client.get("app"))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("special address");
            assertThat(internet.requests()).hasSize(1);
        }
    }

    @Test
    void aRedirectToAnotherPublicAddressIsFollowedWhereTheDefinitionSaysSo() throws Exception {
        try (EvilUpstream internet = new EvilUpstream();
                PublicClient client = new PublicClient(internet)) {
            internet.at("198.51.100.7/app", EvilAnswer.redirect("http://203.0.113.9/there"))
                    .at("203.0.113.9/there", "found");

            try (Reply reply = client.get("app")) {
                assertThat(reply.body().readAllBytes()).isEqualTo("found".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
