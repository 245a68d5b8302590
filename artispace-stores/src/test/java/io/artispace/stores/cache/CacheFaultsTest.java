package io.artispace.stores.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.servers.S3Server;
import io.artispace.storage.s3.S3BlobStoreProvider;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyBlobStore.Step;
import io.artispace.testkit.FaultyS3Gateway;
import io.artispace.testkit.FaultyS3Gateway.Fault;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Concurrent readers, failing disks and failing servers. */
class CacheFaultsTest extends CacheFixture {
    private static final int READERS = 12;

    @TempDir
    Path other;

    @Test
    void readersOfOneColdBlobFetchItOnce() throws Exception {
        Content content = stored(900_000, 1);
        List<Blob> cold = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            cold.add(find(content));
        }

        assertThat(readTogether(cold)).allSatisfy(bytes -> assertThat(bytes).isEqualTo(content.bytes()));

        assertThat(fetches()).isEqualTo(1);
        assertThat(unfinished()).isEmpty();
        assertThat(copyOf(content)).hasBinaryContent(content.bytes());
    }

    @Test
    void readerWhoStopsInTheMiddleKeepsNobodyWaiting() throws IOException {
        Content content = stored(900_000, 1);
        try (InputStream slow = find(content).open()) {
            byte[] begun = slow.readNBytes(10);

            assertThat(read(content)).isEqualTo(content.bytes());

            assertThat(begun).isEqualTo(content.bytes(0, 10));
            assertThat(slow.readAllBytes()).isEqualTo(content.bytes(10, 899_990));
        }
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void copyThatGoesAwayBetweenLookUpAndReadingIsReadFromTheOrigin() throws IOException {
        Content content = stored(200_000, 1);
        read(content);
        Blob found = find(content);
        Files.delete(copyOf(content));

        try (InputStream in = found.open()) {
            assertThat(in.readAllBytes()).isEqualTo(content.bytes());
        }
    }

    @Test
    void copyThatIsCutShortWhileItIsReadGoesOnFromTheOrigin() throws IOException {
        Content content = stored(300_000, 1);
        read(content);

        try (InputStream in = find(content).open()) {
            byte[] begin = in.readNBytes(1000);
            Files.write(copyOf(content), new byte[10]);

            assertThat(begin).isEqualTo(content.bytes(0, 1000));
            assertThat(in.readAllBytes()).isEqualTo(content.bytes(1000, 299_000));
        }
    }

    @Test
    void diskThatCannotBeWrittenToFailsNoRead() throws IOException {
        Content content = stored(300_000, 1);
        Path fetching = directory.resolve("fetching");
        Files.delete(fetching);

        assertThat(read(content)).isEqualTo(content.bytes());
        assertThat(cache.statistics().bytes()).isZero();

        Files.createDirectory(fetching);
        assertThat(read(content)).isEqualTo(content.bytes());
        assertThat(copyOf(content)).exists();
    }

    @Test
    void diskThatFailsAtTheLastStepFailsNoRead() throws IOException {
        Content content = stored(300_000, 1);
        Files.writeString(copyOf(content).getParent(), "in the way of the directory");

        assertThat(read(content)).isEqualTo(content.bytes());

        assertThat(cache.statistics().bytes()).isZero();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void readerThatIsInterruptedGetsItsBytesAndFetchesThemForTheOthers() throws IOException {
        Content content = stored(900_000, 1);
        try (InputStream other = find(content).open();
                InputStream interrupted = find(content).open()) {
            byte[] begun = other.readNBytes(10);
            Thread.currentThread().interrupt();

            assertThat(interrupted.readAllBytes()).isEqualTo(content.bytes());
            assertThat(Thread.interrupted()).isTrue();

            assertThat(begun).isEqualTo(content.bytes(0, 10));
            assertThat(other.readAllBytes()).isEqualTo(content.bytes(10, 899_990));
        }
        assertThat(fetches()).isEqualTo(1);
        assertThat(copyOf(content)).hasBinaryContent(content.bytes());
    }

    /** When it comes while the file is used, the file is closed for all. */
    @Test
    void readerThatIsInterruptedAgainAndAgainDisturbsNobody() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean done = new AtomicBoolean();
        try {
            for (int i = 0; i < 20; i++) {
                clock.advance(Duration.ofMinutes(2));
                Content content = stored(900_000, i);
                Blob cold = find(content);
                BlockingQueue<Thread> readers = new LinkedBlockingQueue<>();
                done.set(false);
                Future<?> restless = threads.submit(() -> {
                    readers.add(Thread.currentThread());
                    while (!done.get()) {
                        try (InputStream in = cold.open()) {
                            in.transferTo(OutputStream.nullOutputStream());
                        } catch (InterruptedIOException e) {
                            continue;
                        }
                    }
                    return Thread.interrupted();
                });
                Thread reader = readers.take();
                Future<byte[]> other = threads.submit(() -> {
                    try (InputStream in = cold.open()) {
                        return in.readAllBytes();
                    }
                });
                while (!other.isDone()) {
                    reader.interrupt();
                }
                done.set(true);
                restless.get();

                assertThat(other.get()).isEqualTo(content.bytes());
                assertThat(copyOf(content)).hasBinaryContent(content.bytes());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fetchThatBreaksOffForOneReaderIsGoneOnWithByTheNext() throws IOException {
        Content content = Content.random(900_000, 1);
        try (CacheDirectory copies = CacheDirectory.open(other, LIMIT, clock)) {
            Fills fills = new Fills(copies);
            Blob origin = new BreakingOff(content);
            try (InputStream first = fills.open(origin).orElseThrow();
                    InputStream second = fills.open(origin).orElseThrow()) {
                assertThatThrownBy(first::readAllBytes).hasMessage("on purpose");

                assertThat(second.readAllBytes()).isEqualTo(content.bytes());
            }
            assertThat(copies.find(content.sha256())).isNotNull();
        }
    }

    /** A blob of which the content as a whole cannot be read to its end, but ranges can. */
    private record BreakingOff(Content content) implements Blob {
        @Override
        public Digest digest() {
            return content.sha256();
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public InputStream open(long offset, long length) {
            InputStream whole = new ByteArrayInputStream(content.bytes((int) offset, (int) length));
            return offset > 0
                    ? whole
                    : new SequenceInputStream(new ByteArrayInputStream(content.bytes(0, 500_000)), new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException("on purpose");
                        }

                        @Override
                        public int read(byte[] bytes, int offset, int length) throws IOException {
                            throw new IOException("on purpose");
                        }
                    });
        }
    }

    @Test
    void originThatEndsEarlyDoesNotLookCompleteToAReaderWhoGoesOnAlone() throws IOException {
        Content content = Content.random(300_000, 1);
        try (CacheDirectory copies = CacheDirectory.open(other, LIMIT, clock)) {
            Fills fills = new Fills(copies);
            Blob origin = new CutOff(content);
            Files.writeString(
                    other.resolve("blobs").resolve(content.sha256().hex().substring(0, 2)),
                    "in the way of the directory");
            try (InputStream in = fills.open(origin).orElseThrow()) {
                assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
            }
        }
    }

    /** A blob of which ranges that begin behind the first byte lack their last one. */
    private record CutOff(Content content) implements Blob {
        @Override
        public Digest digest() {
            return content.sha256();
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public InputStream open(long offset, long length) {
            return new ByteArrayInputStream(content.bytes((int) offset, (int) length - (offset > 0 ? 1 : 0)));
        }
    }

    @Test
    void originThatFailsInOneFetchIsAskedAgainByTheNext() throws IOException {
        Content content = stored(300_000, 1);
        origin.failBefore(Step.OPEN, 1);

        assertThatThrownBy(() -> read(content)).isInstanceOf(IOException.class);

        assertThat(unfinished()).isEmpty();
        assertThat(read(content)).isEqualTo(content.bytes());
    }

    @Test
    void originThatFailsIsNotTakenForAnOriginWithoutTheBlob() throws IOException {
        Content content = stored(300_000, 1);
        origin.failBefore(Step.FIND, 1);

        assertThatThrownBy(() -> cache.find(content.sha256())).isInstanceOf(IOException.class);
    }

    @Test
    void copiesAreServedWhileS3IsDown() throws IOException {
        Content held = Content.random(300_000, 1);
        try (S3Server server = S3Server.start();
                FaultyS3Gateway faulty = new FaultyS3Gateway(server.endpoint());
                BlobStore s3 = cacheOf(faulty)) {
            held.storeIn(s3);
            assertHolds(s3, held);
            faulty.next(1000, "/bucket/", Fault.INTERNAL_ERROR);

            assertHolds(s3, held);
            assertThat(faulty.struck()).isZero();
        }
    }

    @Test
    void downloadThatBreaksOffIsResumedAndKept() throws IOException {
        Content content = Content.random(3_000_000, 1);
        try (S3Server server = S3Server.start();
                FaultyS3Gateway faulty = new FaultyS3Gateway(server.endpoint());
                BlobStore s3 = cacheOf(faulty)) {
            content.storeIn(s3);
            faulty.next(2, "GET /bucket/p/blobs/", Fault.CUT);

            assertHolds(s3, content);
            assertThat(s3.find(content.sha256()).orElseThrow().path()).isPresent();
        }
    }

    @Test
    void otherBytesThanTheNameSaysAreNeitherServedNorKept() throws IOException {
        Content content = Content.random(300_000, 1);
        try (S3Server server = S3Server.start();
                FaultyS3Gateway faulty = new FaultyS3Gateway(server.endpoint());
                BlobStore s3 = cacheOf(faulty)) {
            content.storeIn(s3);
            server.client()
                    .putObject(
                            put -> put.bucket(S3Server.BUCKET)
                                    .key("p/blobs/" + content.sha256().hex()),
                            RequestBody.fromBytes(Content.random(300_000, 2).bytes()));

            assertThatThrownBy(() -> assertHolds(s3, content))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("other bytes");
            assertThat(s3.find(content.sha256()).orElseThrow().path()).isEmpty();
        }
    }

    private BlobStore cacheOf(FaultyS3Gateway server) throws IOException {
        BlobStore s3 = new S3BlobStoreProvider().open(S3Server.location(server.endpoint(), "p", ""), clock);
        return CachedBlobStore.open(s3, other, 10_000_000, clock);
    }

    private static void assertHolds(BlobStore store, Content content) throws IOException {
        try (InputStream in = store.find(content.sha256()).orElseThrow().open()) {
            assertThat(in.readAllBytes()).isEqualTo(content.bytes());
        }
    }

    private static List<byte[]> readTogether(List<Blob> blobs) throws Exception {
        CyclicBarrier start = new CyclicBarrier(blobs.size());
        ExecutorService threads = Executors.newFixedThreadPool(blobs.size());
        try {
            List<Future<byte[]>> running = new ArrayList<>();
            for (Blob blob : blobs) {
                running.add(threads.submit(() -> {
                    try (InputStream in = blob.open()) {
                        start.await();
                        return in.readAllBytes();
                    }
                }));
            }
            List<byte[]> read = new ArrayList<>();
            for (Future<byte[]> each : running) {
                read.add(each.get());
            }
            return read;
        } finally {
            threads.shutdownNow();
        }
    }
}
