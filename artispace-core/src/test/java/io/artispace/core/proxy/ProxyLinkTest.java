package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.core.Fixture;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.format.UpstreamLink.Answer;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are passed on to an upstream, such as searches and audits. */
@Timeout(60)
class ProxyLinkTest {
    private final EvilUpstream upstream = new EvilUpstream();
    private final UpstreamThreads threads = new UpstreamThreads();
    private final UpstreamClient client = new UpstreamClient(
            "far",
            Upstream.at(upstream.url())
                    .atAnyAddress()
                    .retrying(2)
                    .waiting(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            threads,
            InstantSource.system());

    @AfterEach
    void close() {
        threads.close();
        upstream.close();
    }

    private ProxyLink link(Policies policies) {
        return new ProxyLink("far", client, new PolicyFilter(List.of(policies), null, Instant.now()), 1_000, true);
    }

    private ProxyLink link() {
        return link(Policies.none());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void answersArePassedBackUnpacked() throws IOException {
        upstream.at("search?q=a", gzip("found"), "Content-Encoding: gzip", "Content-Type: text/plain");

        Answer answer = link().get("search?q=a");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain");
        assertThat(answer.body()).asString().isEqualTo("found");
    }

    @Test
    void absenceIsAnAnswer() {
        assertThat(link().get("nothing").status()).isEqualTo(404);
    }

    @Test
    void postIsNeverRepeated() {
        upstream.status("audit", 503);

        assertThatThrownBy(() -> link().post("audit", "application/json", new byte[10]))
                .isInstanceOf(UpstreamFailedException.class);
        assertThat(upstream.asked("audit")).isOne();
        assertThat(upstream.requests().get(0)).contains("Content-Type: application/json", "Content-Length: 10");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {404, 405, 410, 501})
    void whatAnUpstreamDoesNotOfferIsAnAnswerAndNoFailure(int status) {
        upstream.status("audit", status);

        assertThat(link().post("audit", "application/json", new byte[10]).status())
                .isEqualTo(status);
        assertThat(failures()).isZero();
        assertThat(upstream.asked("audit")).isOne();
    }

    @Test
    void checkingCredentialsIsAdvisedOnlyIfTheUpstreamRefusedAccess() {
        upstream.status("search", 405).status("secret", 403);

        assertThatThrownBy(() -> link().get("search"))
                .hasMessageContaining("405")
                .hasMessageContaining("whether its upstream offers this");
        assertThatThrownBy(() -> link().get("secret"))
                .hasMessageContaining("403")
                .hasMessageContaining("Check the proxy's credentials");
    }

    @Test
    void answersThatBreakOffCountUntilOneComesWhole() {
        upstream.at("half", EvilAnswer.truncated(new byte[100], 50))
                .at("garbled", "found", "Content-Encoding: gzip")
                .at("whole", "found");

        for (String location : List.of("half", "garbled")) {
            assertThatThrownBy(() -> link().get(location))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining(location)
                    .hasMessageContaining("broke off");
        }
        assertThat(failures()).isEqualTo(2);

        link().get("whole");
        assertThat(failures()).isZero();
    }

    @Test
    void answersThatAreTooLargeAreRefusedAndSayNothingOfTheNextOne() {
        upstream.at("flood", EvilAnswer.endlessBody()).at("bomb", EvilAnswer.gzipBomb(1_000_000));

        for (String location : List.of("flood", "bomb")) {
            assertThatThrownBy(() -> link().get(location))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("larger than 1000 bytes");
        }
        assertThat(failures()).isZero();
    }

    private int failures() {
        return client.status().failures();
    }

    @Test
    void callerCanLowerTheLimitOfAnAnswerAndNotRaiseIt() {
        upstream.at("small", "x".repeat(100)).at("large", "x".repeat(1_001));

        assertThat(link().upTo(100).get("small").body()).hasSize(100);
        assertThatThrownBy(() -> link().upTo(99).get("small")).isInstanceOf(UpstreamFailedException.class);
        assertThatThrownBy(() -> link().upTo(9_999).get("large")).isInstanceOf(UpstreamFailedException.class);
    }

    @Test
    void versionsThatAreBlockedAreNotPermitted() {
        ProxyLink link = link(Policies.none().block("app@2", "It steals keys."));

        assertThat(link.permits(Fixture.APP)).isTrue();
        assertThat(link.permits(Fixture.APP, "1", null)).isTrue();
        assertThat(link.permits(Fixture.APP, "2", null)).isFalse();
    }
}
