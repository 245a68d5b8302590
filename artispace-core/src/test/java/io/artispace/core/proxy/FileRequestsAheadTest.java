package io.artispace.core.proxy;

import static io.artispace.core.proxy.ProxyFixture.fileOf;
import static io.artispace.core.proxy.ProxyFixture.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.Registry;
import io.artispace.UpstreamFailedException;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are asked for at their own paths at once, while a document about their version tells whether they are there. */
@Timeout(60)
class FileRequestsAheadTest {
    private static final byte[] CONTENT = ProxyFixture.content(1_000);
    private static final byte[] OTHER = ProxyFixture.content(2_000);
    private static final String PACKAGE = "app";
    private static final String OLD = "2020-01-01T00:00:00Z";
    private final ProxyFixture far =
            new ProxyFixture(Registry.builder(), new RemoteFormat().tellingVersions(), UnaryOperator.identity());

    @AfterEach
    void close() {
        far.close();
    }

    /** Has the proxy find out that files are where their paths say. */
    private ProxyFixture afterOne(ProxyFixture upstream) {
        upstream.servingVersion(PACKAGE, CONTENT).read();
        return upstream;
    }

    private static EvilAnswer telling(CountDownLatch asked, EvilAnswer answer) {
        return connection -> {
            asked.countDown();
            answer.give(connection);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000})
    void aFileIsAskedForAtOnceWithTheDocumentOfItsVersionWhereTheLastOneWasAtItsPath(int size) throws Exception {
        byte[] content = ProxyFixture.content(size);
        CountDownLatch asked = new CountDownLatch(1);
        afterOne(far)
                .servingVersion("next", content)
                .upstream
                .at(
                        "next/1.0",
                        EvilAnswer.after(
                                asked,
                                EvilAnswer.content(line("1.0", OLD, content).getBytes(StandardCharsets.UTF_8))))
                .at(fileOf("next").value(), telling(asked, EvilAnswer.content(content)));
        int before = far.upstream.requests().size();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<Future<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(callers.submit(() -> far.read(fileOf("next"))));
        }

        for (Future<byte[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(content);
        }
        callers.shutdownNow();
        assertThat(far.upstream.requests()).hasSize(before + 2);
        assertThat(far.proxy.upstream().failures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000})
    void nothingOfAFileThatWasAskedForAtOnceIsGivenOutIfItsDocumentTellsAnotherDigest(int size) {
        byte[] content = ProxyFixture.content(size);
        afterOne(far).servingVersion("next", content).upstream.at("next/1.0", line("1.0", OLD, OTHER));

        assertThatThrownBy(() -> far.read(fileOf("next"))).hasMessageContaining("do not agree");

        assertThat(far.proxy.list("next/1.0", "", 10).files()).isEmpty();
    }

    @Test
    void fileRequestSentAheadIsDroppedIfTheFileIsElsewhere() {
        afterOne(far)
                .servingVersion("next", OTHER)
                .upstream
                .at("next/1.0", line("1.0", OLD, CONTENT).strip() + "@elsewhere/app.bin")
                .at(fileOf("next").value(), EvilAnswer.endlessBody())
                .at("elsewhere/app.bin", CONTENT);
        far.servingVersion("after", OTHER);

        assertThat(far.read(fileOf("next"))).isEqualTo(CONTENT);
        assertThat(far.upstream.asked("elsewhere/app.bin")).isOne();
        assertThat(far.read(fileOf("after"))).isEqualTo(OTHER);
    }

    @Test
    void fileRequestSentAheadIsCutOffAsSoonAsItIsNotNeeded() throws Exception {
        try (ProxyFixture patient = new ProxyFixture(
                Registry.builder(),
                new RemoteFormat().tellingVersions(),
                upstream -> upstream.waiting(Duration.ofSeconds(5), Duration.ofHours(1)))) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch cut = new CountDownLatch(1);
            afterOne(patient)
                    .upstream
                    .at("gone", line("2.0", OLD, CONTENT))
                    .at("gone/1.0", EvilAnswer.after(asked, EvilAnswer.status(404)))
                    .at(fileOf("gone").value(), ProxyFixture.hanging(asked, cut));

            assertThat(patient.proxy.file(fileOf("gone"))).isEmpty();

            cut.await();
        }
    }

    @Test
    void failedFileRequestSentAheadIsRepeatedOnlyIfItIsNeeded() {
        afterOne(far)
                .upstream
                .at("gone", line("2.0", OLD, CONTENT))
                .status(fileOf("gone").value(), 503);
        assertThat(far.proxy.file(fileOf("gone"))).isEmpty();
        assertThat(far.upstream.asked(fileOf("gone").value())).isLessThanOrEqualTo(1);
        assertThat(far.proxy.upstream().failures()).isZero();

        far.servingVersion("next", CONTENT).read(fileOf("next"));
        assertThat(far.upstream.asked("next/1.0")).isOne();
        far.upstream
                .status("broken/1.0", 503)
                .status("broken", 503)
                .status(fileOf("broken").value(), 503);
        assertThatThrownBy(() -> far.read(fileOf("broken"))).isInstanceOf(UpstreamFailedException.class);
        int before = far.upstream.requests().size();
        assertThatThrownBy(() -> far.read(fileOf("broken"))).isInstanceOf(UpstreamFailedException.class);
        assertThat(far.upstream.requests())
                .as("asked for no more than is needed while the upstream fails")
                .hasSize(before + 2);
    }

    @Test
    void rulesOfTheRepositoryPreventAnyRequestAndTheHostsRulesARequestAhead() {
        try (ProxyFixture strict = new ProxyFixture(
                Registry.builder()
                        .policy(candidate -> Optional.of("Not by my leave.")
                                .filter(reason ->
                                        candidate.packageName().value().equals("refused"))),
                new RemoteFormat().tellingVersions(),
                UnaryOperator.identity())) {
            strict.servingVersion("refused", CONTENT)
                    .servingVersion("blocked", CONTENT)
                    .fixture
                    .registry()
                    .update(ProxyFixture.definition("far", strict.upstream, UnaryOperator.identity())
                            .policies(Policies.none().block("blocked", "Harmful.")));
            afterOne(strict);
            int before = strict.upstream.requests().size();

            assertThatThrownBy(() -> strict.proxy.file(fileOf("blocked"))).isInstanceOf(DeniedException.class);
            assertThat(strict.upstream.requests()).hasSize(before);

            assertThatThrownBy(() -> strict.proxy.file(fileOf("refused")))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("Not by my leave.");
            assertThat(strict.upstream.asked(fileOf("refused").value())).isZero();
            assertThat(strict.proxy.file(fileOf("nowhere")))
                    .as("what is not there is absent")
                    .isEmpty();
        }
    }
}
