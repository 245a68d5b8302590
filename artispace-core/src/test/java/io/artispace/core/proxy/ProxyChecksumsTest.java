package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.testkit.EvilAnswer;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a proxy uses the checksums beside an upstream's files. */
@Timeout(60)
class ProxyChecksumsTest {
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
            byte[] wrong = ProxyFixture.sha1(new byte[1]).getBytes(StandardCharsets.US_ASCII);
            far.upstream.at(
                    ProxyFixture.FILE.value() + ".sha1", EvilAnswer.after(verifying, EvilAnswer.content(wrong)));

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
    void theChecksumIsAskedForWhileTheFileArrives(int size) {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(size);
            String checksum = ProxyFixture.FILE.value() + ".sha1";
            CountDownLatch asked = new CountDownLatch(1);
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value(), connection -> {
                EvilAnswer.truncated(content, size - 1).give(connection);
                asked.await();
                connection.send(content, size - 1, 1);
            });
            far.upstream.at(checksum, connection -> {
                asked.countDown();
                EvilAnswer.content(ProxyFixture.sha1(content).getBytes(StandardCharsets.US_ASCII))
                        .give(connection);
            });

            assertThat(far.read()).isEqualTo(content);
            assertThat(far.upstream.asked(checksum)).isOne();
        }
    }

    @Test
    void aChecksumIsAskedForOnceHoweverOftenItsFileIsRepeated() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(2))) {
            byte[] content = ProxyFixture.content(1_000);
            String checksum = ProxyFixture.FILE.value() + ".sha1";
            far.serving(content);
            far.upstream.at(ProxyFixture.FILE.value(), connection -> {
                boolean first = far.upstream.asked(ProxyFixture.FILE.value()) == 1;
                EvilAnswer.truncated(content, first ? 500 : 1_000).give(connection);
            });

            assertThat(far.read()).isEqualTo(content);
            assertThat(far.upstream.asked(ProxyFixture.FILE.value())).isEqualTo(2);
            assertThat(far.upstream.asked(checksum)).isOne();
        }
    }

    private static FilePath file(String version) {
        return FilePath.of("app/" + version + "/app.bin");
    }

    private static String checksum(String version) {
        return file(version) + ".sha1";
    }

    /** Has the upstream serve a file that tells its digest itself. */
    private static void servingTold(ProxyFixture far, String version, byte[] content) {
        far.upstream.at(file(version).value(), content, "X-Checksum-Sha1: " + ProxyFixture.sha1(content));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 300_000})
    void theChecksumIsAskedForAtOnceWithItsFileWhereTheLastOneCameWithoutADigest(int size) {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(size);
            CountDownLatch asked = new CountDownLatch(1);
            far.serving(file("1.0"), content).serving(file("2.0"), content);
            far.upstream.at(file("2.0").value(), EvilAnswer.after(asked, EvilAnswer.content(content)));
            far.upstream.at(checksum("2.0"), connection -> {
                asked.countDown();
                EvilAnswer.content(ProxyFixture.sha1(content).getBytes(StandardCharsets.US_ASCII))
                        .give(connection);
            });

            assertThat(far.read(file("1.0"))).isEqualTo(content);
            assertThat(far.read(file("2.0"))).isEqualTo(content);

            assertThat(far.upstream.asked(file("2.0").value())).isOne();
            assertThat(far.upstream.asked(checksum("2.0"))).isOne();
        }
    }

    @Test
    void aChecksumThatWasAskedForAtOnceCountsAsAnyOther() {
        try (ProxyFixture far = new ProxyFixture(upstream -> upstream.retrying(1))) {
            byte[] content = ProxyFixture.content(1_000);
            far.serving(file("1.0"), content).serving(file("2.0"), content).serving(file("3.0"), content);
            far.upstream.at(checksum("2.0"), ProxyFixture.sha1(new byte[1]));
            far.upstream.at(checksum("3.0"), connection -> {
                boolean first = far.upstream.asked(checksum("3.0")) == 1;
                EvilAnswer.truncated(ProxyFixture.sha1(content).getBytes(StandardCharsets.US_ASCII), first ? 20 : 40)
                        .give(connection);
            });
            far.read(file("1.0"));

            assertThatThrownBy(() -> far.read(file("2.0")))
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("SHA-1");
            assertThat(far.read(file("3.0"))).isEqualTo(content);
            assertThat(far.upstream.asked(checksum("3.0"))).isEqualTo(2);
        }
    }

    @Test
    void checksumRequestSentAheadThatIsNotNeededIsNeitherAwaitedNorCounted() {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(1_000);
            far.serving(file("1.0"), content);
            servingTold(far, "2.0", content);
            servingTold(far, "3.0", content);
            far.upstream.at(checksum("2.0"), EvilAnswer.silence());
            far.read(file("1.0"));

            assertThat(far.read(file("2.0"))).isEqualTo(content);
            assertThat(far.read(file("3.0"))).isEqualTo(content);
            assertThat(far.proxy.file(file("4.0"))).isEmpty();

            assertThat(far.upstream.asked(checksum("3.0"))).isZero();
            assertThat(far.upstream.asked(checksum("4.0"))).isZero();
            assertThat(far.proxy.upstream().failures()).isZero();
        }
    }

    @Test
    void checksumRequestSentAheadIsCutOffWhenItIsNotNeeded() throws Exception {
        try (ProxyFixture far =
                new ProxyFixture(upstream -> upstream.waiting(Duration.ofSeconds(5), Duration.ofHours(1)))) {
            byte[] content = ProxyFixture.content(1_000);
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch cut = new CountDownLatch(1);
            far.serving(file("1.0"), content);
            far.upstream
                    .at(
                            file("2.0").value(),
                            EvilAnswer.after(
                                    asked,
                                    EvilAnswer.content(content, "X-Checksum-Sha1: " + ProxyFixture.sha1(content))))
                    .at(checksum("2.0"), ProxyFixture.hanging(asked, cut));
            far.read(file("1.0"));

            assertThat(far.read(file("2.0"))).isEqualTo(content);

            cut.await();
        }
    }

    @Test
    void whereTheLastFileWasAbsentOrTheUpstreamFailedNothingMoreIsAskedForThanIsNeeded() {
        try (ProxyFixture far = new ProxyFixture()) {
            byte[] content = ProxyFixture.content(1_000);
            far.serving(file("1.0"), content).serving(file("4.0"), content);
            far.upstream.status(file("5.0").value(), 503);
            far.upstream.status(file("6.0").value(), 503);
            far.read(file("1.0"));

            assertThat(far.proxy.file(file("2.0"))).isEmpty();
            assertThat(far.proxy.file(file("3.0"))).isEmpty();
            assertThat(far.upstream.asked(checksum("3.0"))).isZero();

            assertThat(far.read(file("4.0"))).isEqualTo(content);
            assertThatThrownBy(() -> far.proxy.file(file("5.0"))).isInstanceOf(UpstreamFailedException.class);
            assertThatThrownBy(() -> far.proxy.file(file("6.0"))).isInstanceOf(UpstreamFailedException.class);
            assertThat(far.upstream.asked(checksum("6.0"))).isZero();
            assertThat(far.proxy.upstream().failures()).isEqualTo(2);
        }
    }
}
