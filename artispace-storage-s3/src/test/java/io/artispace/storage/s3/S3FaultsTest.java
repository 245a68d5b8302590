package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.servers.S3Server;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyS3Gateway;
import io.artispace.testkit.FaultyS3Gateway.Fault;
import io.artispace.testkit.MutableClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** How the store behaves if the server fails, is busy, or reports something that did not happen. */
class S3FaultsTest {
    private static final Content SMALL = Content.random(20_000, 1);

    /** The least that S3 takes. */
    private static final int PART_SIZE = 5 * 1024 * 1024;

    private static final Content LARGE = Content.random(PART_SIZE + 500_000, 2);
    private static final String PUT_OF_LARGE =
            "PUT /bucket/p/blobs/" + LARGE.sha256().hex();

    private static S3Server server;

    private final MutableClock clock = new MutableClock(Instant.now());
    private FaultyS3Gateway faulty;
    private BlobStore store;

    /** Once for all tests: it takes a second to end while the gateway's connections are open. */
    @BeforeAll
    static void startServer() {
        server = S3Server.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        faulty = new FaultyS3Gateway(server.endpoint());
        store = new S3BlobStoreProvider()
                .open(S3Server.location(faulty.endpoint(), "p", "&part-size=" + PART_SIZE), clock);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        faulty.close();
        for (S3Object object : server.client()
                .listObjectsV2Paginator(list -> list.bucket(S3Server.BUCKET))
                .contents()) {
            server.client()
                    .deleteObject(delete -> delete.bucket(S3Server.BUCKET).key(object.key()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"INTERNAL_ERROR", "SLOW_DOWN", "ANSWER_LOST", "DONE_AND_DENIED", "LIE"})
    void smallBlobIsStoredInSpiteOf(Fault fault) throws IOException {
        faulty.next(1, "PUT /bucket/p/blobs/", fault);

        SMALL.storeIn(store);

        assertHolds(SMALL);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"INTERNAL_ERROR", "SLOW_DOWN", "ANSWER_LOST", "DONE_AND_DENIED"})
    void largeBlobIsStoredInSpiteOfALostPart(Fault fault) throws IOException {
        faulty.next(1, "partNumber=2", fault);

        LARGE.storeIn(store);

        assertHolds(LARGE);
    }

    @Test
    void completionWhoseAnswerIsLostIsResolvedByAsking() throws IOException {
        faulty.next(1, "POST /bucket/p/blobs/" + LARGE.sha256().hex() + "?uploadId", Fault.ANSWER_LOST);

        LARGE.storeIn(store);

        assertHolds(LARGE);
        assertThat(unfinished()).isZero();
    }

    @Test
    void uploadThatFailsForGoodIsRefusedAndLeavesNoParts() throws IOException {
        faulty.next(100, "partNumber=2", Fault.INTERNAL_ERROR);

        assertThatThrownBy(() -> LARGE.storeIn(store)).isInstanceOf(IOException.class);

        assertThat(store.find(LARGE.sha256())).isEmpty();
        assertThat(unfinished()).isZero();
    }

    @Test
    @Timeout(60)
    void uploadThatIsInterruptedLeavesNoParts() throws Exception {
        faulty.next(1, "partNumber=2", Fault.HELD);
        FutureTask<Boolean> keepsInterrupt = new FutureTask<>(() -> {
            assertThatThrownBy(() -> LARGE.storeIn(store)).isInstanceOf(InterruptedIOException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread uploader = new Thread(keepsInterrupt);
        uploader.start();
        while (faulty.struck() == 0 && !keepsInterrupt.isDone()) {
            Thread.onSpinWait();
        }
        uploader.interrupt();
        faulty.heal();

        assertThat(keepsInterrupt.get()).isTrue();
        assertThat(unfinished()).isZero();
    }

    @Test
    void largePutThatBreaksOffIsSentAgain() throws IOException {
        try (BlobStore usual = usual()) {
            faulty.next(1, PUT_OF_LARGE, Fault.BROKEN_OFF);

            LARGE.storeIn(usual);

            assertThat(faulty.struck()).isOne();
            assertHolds(LARGE);
        }
    }

    @Test
    void largePutThatBreaksOffEachTimeIsRefusedAndLeavesNothing() throws IOException {
        try (BlobStore usual = usual()) {
            faulty.next(100, PUT_OF_LARGE, Fault.BROKEN_OFF);

            assertThatThrownBy(() -> LARGE.storeIn(usual)).isInstanceOf(IOException.class);

            assertThat(faulty.struck()).isBetween(2, 99);
            assertThat(usual.find(LARGE.sha256())).isEmpty();
            faulty.heal();
            LARGE.storeIn(usual);
            assertHolds(LARGE);
        }
    }

    @Test
    void largePutWhoseAnswerIsLostIsResolvedByAsking() throws IOException {
        try (BlobStore usual = usual()) {
            faulty.next(1, PUT_OF_LARGE, Fault.ANSWER_LOST);

            LARGE.storeIn(usual);

            assertHolds(LARGE);
        }
    }

    /** A store that sends what is not larger than 64 MiB by one request. */
    private BlobStore usual() {
        return new S3BlobStoreProvider().open(S3Server.location(faulty.endpoint(), "p", ""), clock);
    }

    @ParameterizedTest(name = "whose part hangs: {0}")
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void storeThatIsClosedDuringAnUploadLeavesNoParts(boolean hangs) throws Exception {
        S3Client client = S3Server.newClient(faulty.endpoint());
        S3StoreBuilder builder =
                S3BlobStore.around(client, S3Server.BUCKET).prefix("p/").partSize(PART_SIZE);
        builder.closePatience = hangs ? Duration.ofMillis(1) : Duration.ofSeconds(50);
        BlobStore closed = builder.open(client::close);
        faulty.next(hangs ? 1 : 100, "partNumber=2", hangs ? Fault.HELD : Fault.SLOW_DOWN);
        FutureTask<Void> upload = new FutureTask<>(() -> {
            assertThatThrownBy(() -> LARGE.storeIn(closed)).isInstanceOf(IOException.class);
            return null;
        });
        new Thread(upload).start();
        while (faulty.struck() == 0 && !upload.isDone()) {
            Thread.onSpinWait();
        }

        closed.close();

        assertThat(unfinished()).isZero();
        upload.get();
        assertThat(unfinished()).isZero();
    }

    @Test
    void blobOfKnownSizeIsReadByOneRequest() throws IOException {
        SMALL.storeIn(store);
        faulty.next(100, "HEAD /bucket", Fault.INTERNAL_ERROR);

        try (InputStream in = store.handle(SMALL.sha256(), SMALL.size()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(SMALL.bytes());
        }

        assertThat(faulty.struck()).isZero();
    }

    @Test
    void bucketThatIsGoneIsNoMissingBlob() throws IOException {
        String bucket = "gone";
        server.client().createBucket(create -> create.bucket(bucket));
        try (BlobStore gone = S3BlobStore.around(server.client(), bucket).open()) {
            Blob blob = gone.handle(SMALL.sha256(), SMALL.size());
            server.client().deleteBucket(delete -> delete.bucket(bucket));

            assertThatThrownBy(blob::open).isInstanceOf(S3Failure.class);
        }
    }

    @Test
    void serverThatOnlyClaimsToStoreIsNotBelieved() {
        faulty.next(100, "PUT /bucket/p/blobs/", Fault.LIE);

        assertThatThrownBy(() -> SMALL.storeIn(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reported success");
    }

    @Test
    void credentialsThatDoNotAllowItAreToldWhatTheyNeed() {
        String location = server.location("p").toString().replace("secret", "wrong");

        assertThatThrownBy(() -> new S3BlobStoreProvider().open(URI.create(location), clock))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("s3:ListBucket and s3:ListBucketMultipartUploads on the bucket")
                .hasMessageContaining("s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void failureIsNeverTakenForAbsence() {
        faulty.next(100, "HEAD /bucket/p/blobs/", Fault.INTERNAL_ERROR);

        assertThatThrownBy(() -> store.find(SMALL.sha256())).isInstanceOf(IOException.class);
    }

    @Test
    void serverWithoutChecksumsAndChunkedBodiesIsServedByTheCompatibleProfile() throws IOException {
        faulty.next(1, "\nx-amz-checksum-sha256: ", Fault.INTERNAL_ERROR);
        SMALL.storeIn(store);
        assertThat(faulty.struck()).isEqualTo(1);

        for (String header : List.of("\nx-amz-checksum-", "\nx-amz-trailer", "aws-chunked", "STREAMING-")) {
            faulty.next(100, header, Fault.INTERNAL_ERROR);
        }
        try (BlobStore compatible = new S3BlobStoreProvider()
                .open(S3Server.location(faulty.endpoint(), "other", "&profile=compatible"), clock)) {
            SMALL.storeIn(compatible);
            LARGE.storeIn(compatible);

            assertThat(faulty.struck()).isEqualTo(1);
            assertHolds(compatible, SMALL);
            assertHolds(compatible, LARGE);
        }
    }

    @Test
    void downloadThatBreaksOffIsResumed() throws IOException {
        LARGE.storeIn(store);
        faulty.next(2, "GET /bucket/p/blobs/", Fault.CUT);

        assertHolds(LARGE);
    }

    @Test
    void damagedObjectOfAnotherSizeIsReplaced() throws IOException {
        server.client()
                .putObject(
                        put -> put.bucket(S3Server.BUCKET)
                                .key("p/blobs/" + SMALL.sha256().hex()),
                        software.amazon.awssdk.core.sync.RequestBody.fromString("cut short"));

        SMALL.storeIn(store);

        assertHolds(SMALL);
    }

    @Test
    void abandonedUploadOfAnotherProcessIsAbortedAfterADay() throws IOException {
        server.client()
                .createMultipartUpload(create -> create.bucket(S3Server.BUCKET)
                        .key("p/blobs/" + LARGE.sha256().hex()));

        assertThat(store.removeLeftovers()).isZero();
        clock.advance(Duration.ofDays(2));
        assertThat(store.removeLeftovers()).isEqualTo(1);
        assertThat(unfinished()).isZero();
    }

    private int unfinished() {
        return server.client()
                .listMultipartUploads(list -> list.bucket(S3Server.BUCKET))
                .uploads()
                .size();
    }

    private void assertHolds(Content content) throws IOException {
        assertHolds(store, content);
    }

    private static void assertHolds(BlobStore store, Content content) throws IOException {
        Blob blob = store.find(content.sha256()).orElseThrow();
        try (InputStream in = blob.open()) {
            assertThat(in.readAllBytes()).isEqualTo(content.bytes());
        }
    }
}
