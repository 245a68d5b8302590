package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Overwrite;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent.Type;
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
import java.util.concurrent.TimeUnit;
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
            far.upstream.at(ProxyFixture.FILE.value(), (request, out) -> {
                arrived.await();
                EvilUpstream.answering(200, content).answer(request, out);
            });
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
    void aFileWithAnotherDigestIsNeitherCompletedNorKept(int size) {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(size);
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value() + ".sha1", ProxyFixture.sha1(new byte[1]));

            assertThatThrownBy(far::read)
                    .isInstanceOfAny(UpstreamFailedException.class, UncheckedIOException.class)
                    .hasMessageContaining("SHA-1");
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();

            far.serving(content);
            assertThat(far.read()).isEqualTo(content);
        }
    }

    @Test
    void theLastByteOfAFileIsWithheldUntilItsDigestAgrees() throws Exception {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(300_000);
            CountDownLatch verifying = new CountDownLatch(1);
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value() + ".sha1", (request, out) -> {
                verifying.await();
                EvilUpstream.answering(200, EvilUpstream.bytes(ProxyFixture.sha1(new byte[1])))
                        .answer(request, out);
            });

            StoredFile file = far.proxy.file(ProxyFixture.FILE).orElseThrow();
            try (InputStream in = file.open()) {
                assertThat(file.isArriving()).isTrue();
                in.readNBytes(100_000);
                verifying.countDown();

                assertThatThrownBy(in::readAllBytes).hasMessageContaining("SHA-1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 3_000_000})
    void aTruncatedFileIsNeitherCompletedNorKept(int size) {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(size);
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value(), (request, out) -> {
                out.write(EvilUpstream.bytes("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n"));
                out.write(content, 0, size / 2);
            });

            assertThatThrownBy(far::read).isInstanceOfAny(UpstreamFailedException.class, UncheckedIOException.class);
            assertThat(far.proxy.list("app/1.0", "", 10).files()).isEmpty();
        }
    }

    @Test
    void anUpstreamThatFallsSilentIsGivenUp() {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> upstream.waiting(Duration.ofSeconds(1), Duration.ofMillis(200)))) {
            CountDownLatch never = new CountDownLatch(1);
            far.upstream.at(ProxyFixture.FILE.value(), (request, out) -> {
                out.write(EvilUpstream.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
                never.await();
            });

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
            byte[] chunk = ProxyFixture.content(10_000);
            far.upstream.at(ProxyFixture.FILE.value(), (request, out) -> {
                out.write(EvilUpstream.bytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
                while (true) {
                    out.write(chunk);
                }
            });

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
    void evictionDropsCachedFilesAndNothingHosted() {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(100);
            far.fixture.publish("1.0", "app.bin", new String(content, StandardCharsets.ISO_8859_1), Overwrite.NEVER);
            far.serving(content).read();

            Evicted evicted = far.proxy.evict(0, Duration.ZERO);

            assertThat(evicted).isEqualTo(new Evicted(1, 100));
            assertThat(far.fixture.repository().file(Fixture.path("1.0", "app.bin")))
                    .isPresent();
            assertThat(far.read()).isEqualTo(content);
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isEqualTo(2);
        }
    }

    @Test
    void closingTheRegistryEndsAFetchAndEveryThread() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (ProxyFixture far = new ProxyFixture()) {
            far.upstream.at(ProxyFixture.FILE.value(), (request, out) -> {
                asked.countDown();
                never.await();
            });
            Future<byte[]> answer = caller.submit(() -> far.read());
            asked.await();

            far.fixture.close();

            assertThatThrownBy(answer::get).hasCauseInstanceOf(RuntimeException.class);
            // A pool is ended a moment before its last thread is.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!ours().isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(ours()).isEmpty();
        }
        caller.shutdownNow();
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("artispace-fetch") || name.startsWith("artispace-watch"))
                .toList();
    }
}
