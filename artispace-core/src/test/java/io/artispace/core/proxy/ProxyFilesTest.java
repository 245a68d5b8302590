package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.FilePath;
import io.artispace.ProxyRepository;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.exchange.Response;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamStatus.State;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files through a proxy whose upstream lies, breaks off, hangs, or is gone. */
@Timeout(60)
class ProxyFilesTest {
    @ParameterizedTest
    @ValueSource(ints = {1_000, 3_000_000})
    void fiftyColdCallersCostOneRequestAndGetTheSameBytes(int size) throws Exception {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(size);
            CountDownLatch arrived = new CountDownLatch(1);
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value(), EvilAnswer.after(arrived, EvilAnswer.content(content)));
            ExecutorService callers = Executors.newFixedThreadPool(50);
            List<Future<byte[]>> answers = new ArrayList<>();

            for (int i = 0; i < 50; i++) {
                answers.add(callers.submit(() -> far.read()));
            }
            arrived.countDown();

            for (Future<byte[]> answer : answers) {
                assertThat(answer.get()).isEqualTo(content);
            }
            callers.shutdownNow();
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isOne();
        }
    }

    @Test
    void aFileThatIsStoredIsNeverAskedForAgain() {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(5_000);
            far.serving(content).read();
            far.upstream.close();

            assertThat(far.read()).isEqualTo(content);
        }
    }

    @Test
    void aCallerThatGoesAwayDoesNotSpoilTheFileForOthers() throws Exception {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(3_000_000);
            far.serving(content);

            try (InputStream in =
                    far.proxy.file(ProxyFixture.FILE).orElseThrow().open()) {
                in.readNBytes(10);
            }

            assertThat(far.read()).isEqualTo(content);
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 3_000_000})
    void aTruncatedFileIsNeitherCompletedNorKept(int size) {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(size);
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value(), EvilAnswer.truncated(content, size / 2));

            assertThatThrownBy(far::read).isInstanceOfAny(UpstreamFailedException.class, UncheckedIOException.class);
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000})
    void anUpstreamWhoseFilesBreakOffIsLeftAlone(int size) {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(ProxyFixture.FILE.value(), EvilAnswer.truncated(ProxyFixture.content(size), size / 2));

            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(far::read)
                        .isInstanceOfAny(UpstreamFailedException.class, UncheckedIOException.class);
            }

            assertThat(far.proxy.upstream().state()).isEqualTo(State.BROKEN);
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isEqualTo(5);
        }
    }

    @Test
    void refusedFilesDoNotCountAsFailuresOfTheUpstream() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.otherwise(EvilAnswer.content(new byte[10], "Content-Type: text/html"));
            for (int i = 0; i < 6; i++) {
                FilePath page = FilePath.of("app/1.0/" + i);
                assertThatThrownBy(() -> far.read(page)).hasMessageContaining("HTML");
            }

            assertThat(far.proxy.upstream().state()).isEqualTo(State.ASKED);
            assertThat(far.serving(new byte[10]).read()).hasSize(10);
        }
    }

    @Test
    void aWebPageIsServedWhereTheDefinitionAllowsItAndItsDigestAgrees() {
        try (ProxyFixture far = new ProxyFixture(Upstream::withoutContentCheck)) {
            byte[] page = "<html>".getBytes(StandardCharsets.US_ASCII);
            far.serving(page).upstream.at(ProxyFixture.FILE.value(), page, "Content-Type: text/html");

            assertThat(far.read()).isEqualTo(page);

            FilePath other = FilePath.of("app/1.0/other");
            far.serving(other, new byte[10]).upstream.at(other.value(), page, "Content-Type: text/html");
            assertThatThrownBy(() -> far.read(other)).hasMessageContaining("SHA-1");
        }
    }

    @Test
    void upstreamThatFallsSilentIsGivenUp() {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> upstream.waiting(Duration.ofSeconds(1), Duration.ofMillis(200)))) {
            far.upstream.at(ProxyFixture.FILE.value(), EvilAnswer.stalled(ProxyFixture.content(100), 50));

            assertThatThrownBy(far::read).isInstanceOf(UpstreamFailedException.class);
        }
    }

    @Test
    void aWebPageInThePlaceOfAFileIsRefused() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(ProxyFixture.FILE.value(), "<html>", "Content-Type: text/html; charset=utf-8");

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("HTML");
        }
    }

    @Test
    void notModifiedIsNotTakenForAnEmptyFile() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(ProxyFixture.FILE.value(), EvilAnswer.status(304));

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("304");
            assertThat(far.request("HEAD").status()).isEqualTo(502);

            far.serving(new byte[10]);
            assertThat(far.read()).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><title>Log in</title>", "\r\n  <HTML lang=en>", "\ufeff<!doctype HTML>"})
    void webPageWithAnotherContentTypeIsRefusedUnlessItsDigestMatches(String page) {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = page.getBytes(StandardCharsets.UTF_8);
            far.upstream.at(ProxyFixture.FILE.value(), content, "Content-Type: application/java-archive");

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("HTML");

            far.serving(content);
            assertThat(far.read()).isEqualTo(content);
        }
    }

    @Test
    void aFileLargerThanTheProxyTakesIsRefusedByItsLengthAlone() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.sending(1_000, 5_000))) {
            far.serving(ProxyFixture.content(5_001));

            assertThatThrownBy(far::read)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("larger than 5000 bytes");

            far.serving(ProxyFixture.content(5_000));
            assertThat(far.read()).hasSize(5_000);
        }
    }

    @Test
    void aFileWithoutEndIsCutOffAtTheLimitAndNothingIsKept() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.sending(1_000, 300_000))) {
            far.upstream.at(ProxyFixture.FILE.value(), EvilAnswer.endlessBody());

            assertThatThrownBy(far::read)
                    .isInstanceOfAny(UpstreamFailedException.class, UncheckedIOException.class)
                    .hasMessageContaining("larger than 300000 bytes");
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNotThereIsRememberedAsAbsentForAWhile() {
        try (ProxyFixture far = new ProxyFixture()) {
            assertThat(far.proxy.file(ProxyFixture.FILE)).isEmpty();
            assertThat(far.proxy.file(ProxyFixture.FILE)).isEmpty();
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isOne();

            far.serving(ProxyFixture.content(10));
            far.fixture.pass(Duration.ofMinutes(6));
            assertThat(far.read()).hasSize(10);
        }
    }

    @Test
    void otherBytesUnderAPathThatWasCachedAreRefusedWithAnAlarm() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(ProxyFixture.content(100)).read();
            far.proxy.evict(0, Duration.ZERO);
            far.serving(ProxyFixture.content(101));

            assertThatThrownBy(far::read).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.events(Type.UPSTREAM_ALTERED)).isOne();
        }
    }

    @Test
    void closingTheRegistryEndsAFetchAndEveryThreadAndTellsWaitingReaders() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(ProxyFixture.FILE.value(), connection -> {
                asked.countDown();
                connection.hang();
            });
            Future<byte[]> answer = caller.submit(() -> far.read());
            asked.await();

            far.fixture.close();

            assertThatThrownBy(answer::get)
                    .hasCauseInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("the registry was closed meanwhile");
            // A pool is ended a moment before its last thread is, and a client looks every few seconds whether anyone
            // needs it.
            await().atMost(Duration.ofSeconds(30)).until(ProxyFilesTest::ours, List::isEmpty);
        }
        caller.shutdownNow();
    }

    @Test
    void readerOfAnArrivingFileIsToldThatTheRegistryIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(ProxyFixture.FILE.value(), connection -> {
                connection.sendHead(200, "Content-Length: 300000");
                connection.send(new byte[1_000], 0, 1_000);
                connection.hang();
            });
            Future<byte[]> answer = caller.submit(() -> {
                try (InputStream in = far.request("GET").body().open()) {
                    in.read();
                    begun.countDown();
                    return in.readAllBytes();
                }
            });
            begun.await();

            far.fixture.close();

            assertThatThrownBy(answer::get).hasMessageContaining("the registry was closed meanwhile");
        }
        caller.shutdownNow();
    }

    @Test
    void hangingUpstreamTakesNoThreadsFromAnother() throws Exception {
        try (EvilUpstream dead = new EvilUpstream();
                ProxyFixture far = new ProxyFixture()) {
            dead.otherwise(EvilAnswer.silence());
            Duration patience = Duration.ofMinutes(1);
            far.fixture
                    .registry()
                    .create(ProxyFixture.definition("dead", dead, asked -> asked.waiting(patience, patience)));
            ProxyRepository hanging = far.fixture.registry().proxy("dead");
            ExecutorService callers = Executors.newCachedThreadPool();
            List<Future<?>> hanged = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                FilePath path = FilePath.of("app/1.0/" + i);
                hanged.add(callers.submit(() -> hanging.file(path)));
            }
            // As many threads as one upstream is asked by at once.
            await().until(() -> dead.requests().size() == 16);
            byte[] content = ProxyFixture.content(3_000_000);

            assertThat(far.serving(content).read()).isEqualTo(content);
            dead.at("app", "1.0 2020-01-01T00:00:00Z\n");
            assertThat(hanging.view(Fixture.APP, ViewScope.versions()))
                    .as("its own documents have a lane of their own")
                    .isPresent();
            assertThat(hanged).noneMatch(Future::isDone);
            callers.shutdownNow();
        }
    }

    @Test
    void headRequestSendsOnlyAHeadToTheUpstream() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(ProxyFixture.content(300_000));

            Response head = far.request("HEAD");

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).contains("300000");
            assertThat(far.upstream.requests()).singleElement().asString().startsWith("HEAD ");
            assertThat(far.request("GET").body().length()).isEqualTo(300_000);
        }
    }

    @Test
    void anUpstreamThatDoesNotAnswerHeadIsAskedForTheFile() {
        try (ProxyFixture far = new ProxyFixture()) {
            far.serving(ProxyFixture.content(1_000));
            EvilAnswer file = EvilAnswer.content(ProxyFixture.content(1_000));
            EvilAnswer refusal = EvilAnswer.status(405);
            far.upstream.at(
                    ProxyFixture.FILE.value(), connection -> (connection.isHead() ? refusal : file).give(connection));

            assertThat(far.request("HEAD").header("Content-Length")).contains("1000");
            assertThat(far.request("HEAD").header("ETag")).isPresent();
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isEqualTo(2);
        }
    }

    @Test
    void headOfAMissingFileIsNotFoundAndRemembered() {
        try (ProxyFixture far = new ProxyFixture()) {
            assertThat(far.request("HEAD").status()).isEqualTo(404);
            long asked = far.upstream.requests().size();
            assertThat(far.request("HEAD").status()).isEqualTo(404);

            assertThat(far.upstream.requests()).hasSize((int) asked);
        }
    }

    /** The second is of the HTTP client: before Java 21 it ends once the client is garbage, which a test has to ask for. */
    private static List<String> ours() {
        System.gc();
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("artispace-fetch") || name.startsWith("HttpClient-"))
                .toList();
    }
}
