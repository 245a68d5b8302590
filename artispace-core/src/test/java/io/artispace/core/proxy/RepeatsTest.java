package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a proxy repeats failed requests: only those, after a pause, and no more often than its definition says. */
@Timeout(60)
class RepeatsTest {
    private static final String FILE = ProxyFixture.FILE.value();
    private static final String CHECKSUM = FILE + ".sha1";
    private static final byte[] CONTENT = ProxyFixture.content(1_000);
    private static final byte[] DOCUMENT = "1.0 2020-01-01T00:00:00Z\n".getBytes(StandardCharsets.UTF_8);
    private static final EvilAnswer BROKEN = EvilAnswer.truncated(CONTENT, 500);

    /** Gives its answers in turn, and notes when each was asked for. */
    private static final class Script implements EvilAnswer {
        private final EvilAnswer answers;
        private final List<Long> asked = new CopyOnWriteArrayList<>();

        Script(EvilAnswer... answers) {
            this.answers = EvilAnswer.inTurn(answers);
        }

        @Override
        public void give(EvilConnection connection) throws IOException, InterruptedException {
            asked.add(System.nanoTime());
            answers.give(connection);
        }

        void assertPauses(Duration... atLeast) {
            assertThat(asked).hasSize(atLeast.length + 1);
            for (int i = 0; i < atLeast.length; i++) {
                assertThat(Duration.ofNanos(asked.get(i + 1) - asked.get(i))).isGreaterThanOrEqualTo(atLeast[i]);
            }
        }
    }

    private static ProxyFixture repeatingTwice() {
        return new ProxyFixture(upstream -> upstream.retrying(2));
    }

    private static boolean isSeen(ProxyFixture far) {
        return far.proxy.view(Fixture.APP, ViewScope.versions()).isPresent();
    }

    @Test
    void aFileThatBreaksOffTwiceIsWholeTheThirdTimeAfterGrowingPauses() {
        try (ProxyFixture far = repeatingTwice()) {
            Script script = new Script(BROKEN, BROKEN, EvilAnswer.content(CONTENT));
            far.serving(CONTENT).upstream.at(FILE, script);

            assertThat(far.read()).isEqualTo(CONTENT);

            script.assertPauses(Duration.ofMillis(100), Duration.ofMillis(200));
        }
    }

    @Test
    void aDocumentThatBreaksOffTwiceIsWholeTheThirdTimeAfterGrowingPauses() {
        try (ProxyFixture far = repeatingTwice()) {
            EvilAnswer broken = EvilAnswer.truncated(DOCUMENT, 10);
            Script script = new Script(broken, broken, EvilAnswer.content(DOCUMENT));
            far.upstream.at("app", script);

            assertThat(isSeen(far)).isTrue();

            script.assertPauses(Duration.ofMillis(100), Duration.ofMillis(200));
        }
    }

    @Test
    void headsAndBodiesThatFailHaveTheirRepeatsFromOneBudget() {
        try (ProxyFixture far = repeatingTwice()) {
            far.serving(CONTENT)
                    .upstream
                    .at(FILE, new Script(EvilAnswer.status(503), BROKEN, EvilAnswer.status(503), BROKEN));
            far.upstream.at("app", new Script(EvilAnswer.status(503), EvilAnswer.truncated(DOCUMENT, 10)));

            assertThatThrownBy(far::read).isInstanceOf(UpstreamFailedException.class);
            assertThatThrownBy(() -> isSeen(far)).isInstanceOf(UpstreamFailedException.class);

            assertThat(far.upstream.asked(FILE)).isEqualTo(3);
            assertThat(far.upstream.asked("app")).isEqualTo(3);
        }
    }

    @Test
    void aChecksumThatFailsIsRepeatedWithoutItsFile() {
        try (ProxyFixture far = repeatingTwice()) {
            byte[] sha1 = ProxyFixture.sha1(CONTENT).getBytes(StandardCharsets.US_ASCII);
            Script script =
                    new Script(EvilAnswer.status(503), EvilAnswer.truncated(sha1, 20), EvilAnswer.content(sha1));
            far.serving(CONTENT).upstream.at(CHECKSUM, script);

            assertThat(far.read()).isEqualTo(CONTENT);

            script.assertPauses(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(far.upstream.asked(FILE)).isOne();
        }
    }

    @Test
    void aChecksumThatKeepsFailingTakesNoMoreRepeatsThanTheFileLeft() {
        try (ProxyFixture far = repeatingTwice()) {
            far.serving(CONTENT)
                    .upstream
                    .at(FILE, new Script(BROKEN, EvilAnswer.content(CONTENT)))
                    .status(CHECKSUM, 503);

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining(CHECKSUM);

            assertThat(far.upstream.asked(FILE)).isEqualTo(2);
            assertThat(far.upstream.asked(CHECKSUM)).isEqualTo(2);
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
        }
    }

    @Test
    void aDocumentThatContradictsItsDigestIsRepeatedOnceWithoutACodingAndThenServedAsItWasBefore() {
        try (ProxyFixture far = repeatingTwice()) {
            String told = "X-Checksum-Sha1: " + ProxyFixture.sha1(DOCUMENT);
            EvilAnswer whole = EvilAnswer.content(DOCUMENT, told);
            EvilAnswer altered =
                    EvilAnswer.content("6.6.6 2020-01-01T00:00:00Z\n".getBytes(StandardCharsets.UTF_8), told);
            far.upstream.at("app", altered);
            assertThatThrownBy(() -> isSeen(far))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("do not agree with the SHA-1 that the upstream tells");
            assertThat(far.upstream.asked("app")).isEqualTo(2);

            far.upstream.at("app", new Script(altered, whole));
            assertThat(isSeen(far)).isTrue();
            assertThat(far.upstream.requests().get(2)).contains("Accept-Encoding: gzip");
            assertThat(far.upstream.requests().get(3)).doesNotContain("Accept-Encoding: gzip");

            far.fixture.pass(Duration.ofMinutes(16));
            far.upstream.at("app", altered);
            assertThat(far.proxy
                            .view(Fixture.APP, ViewScope.versions())
                            .orElseThrow()
                            .versions())
                    .extracting(VersionView::name)
                    .containsExactly("1.0");
            assertThat(far.upstream.asked("app")).isEqualTo(6);
        }
    }

    @Test
    void theDigestOfADocumentIsThatOfItsContentWithoutItsCoding() throws IOException {
        try (ProxyFixture far = repeatingTwice()) {
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
                gzip.write(DOCUMENT);
            }
            far.upstream.at(
                    "app",
                    EvilAnswer.content(
                            coded.toByteArray(),
                            "Content-Encoding: gzip",
                            "X-Checksum-Sha1: " + ProxyFixture.sha1(DOCUMENT)));

            assertThat(isSeen(far)).isTrue();

            assertThat(far.upstream.asked("app")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void requestIsNotRepeatedBeforeRetryAfterIsOver(int status) {
        try (ProxyFixture far = repeatingTwice()) {
            Script script = new Script(EvilAnswer.status(status, "Retry-After: 1"), EvilAnswer.content(DOCUMENT));
            far.upstream.at("app", script);

            assertThat(isSeen(far)).isTrue();

            script.assertPauses(Duration.ofSeconds(1));
        }
    }

    @Test
    void answerThatIsTooLargeOrUnreadableIsNotRepeated() {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> upstream.retrying(2).sending(DOCUMENT.length, DOCUMENT.length))) {
            far.serving(CONTENT).upstream.at("app", "2.0 2020-01-01T00:00:00Z\n".repeat(2));

            assertThatThrownBy(far::read).hasMessageContaining("larger than " + DOCUMENT.length + " bytes");
            assertThatThrownBy(() -> isSeen(far))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("larger than " + DOCUMENT.length + " bytes");
            far.upstream.at("app", "<html>");
            assertThatThrownBy(() -> isSeen(far)).hasMessageContaining("cannot be read");

            assertThat(far.upstream.asked(FILE)).isOne();
            assertThat(far.upstream.asked("app")).isEqualTo(2);
        }
    }
}
