package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import io.artispace.servers.S3Server;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** A store around an S3 client that the host has made, which shows the requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3HostClientTest {
    private static final Content SMALL = Content.random(20_000, 1);
    private static final Content OTHER = Content.random(20_000, 2);
    private static final Content LARGE = Content.random(9 * 1024 * 1024, 3);
    private static final int PAGE = 10;

    private S3Server server;
    private HostClient client;
    private S3BlobStore store;
    private int opened;

    @BeforeAll
    void startServer() {
        server = S3Server.start();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        opened++;
        client = new HostClient(S3Server.newClient(server.endpoint()));
        store = S3BlobStore.around(client, S3Server.BUCKET)
                .prefix(prefix())
                .partSize(8 * 1024 * 1024)
                .open();
    }

    @AfterEach
    void close() {
        store.close();
        client.close();
    }

    @Test
    void blobsAreStoredFoundReadAndDeleted() throws IOException {
        for (Content content : List.of(SMALL, LARGE)) {
            content.storeIn(store);

            assertHolds(store, content);
            store.delete(content.sha256());
            assertThat(store.find(content.sha256())).isEmpty();
        }
    }

    @Test
    void clientStaysTheHostsWhenTheStoreIsClosed() throws IOException {
        SMALL.storeIn(store);

        store.close();

        assertThat(client.closed).isFalse();
        assertThatCode(() -> client.headBucket(head -> head.bucket(S3Server.BUCKET)))
                .doesNotThrowAnyException();
    }

    @Test
    void objectsArePutOnlyWhereThereAreNone() throws IOException {
        SMALL.storeIn(store);
        LARGE.storeIn(store);

        assertThat(client.asked(PutObjectRequest.class))
                .extracting(PutObjectRequest::ifNoneMatch)
                .containsExactly("*");
        assertThat(client.asked(CompleteMultipartUploadRequest.class))
                .extracting(CompleteMultipartUploadRequest::ifNoneMatch)
                .containsExactly("*");
    }

    @Test
    void objectsAndPartsGoWithTheirChecksums() throws IOException {
        SMALL.storeIn(store);
        LARGE.storeIn(store);

        assertThat(client.asked(PutObjectRequest.class))
                .extracting(PutObjectRequest::checksumSHA256)
                .containsExactly(
                        Base64.getEncoder().encodeToString(SMALL.sha256().bytes()));
        assertThat(client.asked(UploadPartRequest.class))
                .hasSize(2)
                .extracting(UploadPartRequest::checksumSHA256)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void contentLargerThanAPartGoesByOneRequestUnlessTheSizeOfPartsIsSet() throws IOException {
        try (S3BlobStore usual = around(S3Profile.AWS)) {
            LARGE.storeIn(usual);
            LARGE.storeIn(usual);

            assertHolds(usual, LARGE);
        }
        assertThat(client.asked(CreateMultipartUploadRequest.class)).isEmpty();
        assertThat(client.asked(PutObjectRequest.class))
                .extracting(PutObjectRequest::checksumSHA256)
                .containsExactly(
                        Base64.getEncoder().encodeToString(LARGE.sha256().bytes()));
    }

    @Test
    void contentThatTheBucketHasIsNotSentAgain() throws IOException {
        LARGE.storeIn(store);
        LARGE.storeIn(store);

        assertThat(client.asked(UploadPartRequest.class)).hasSize(2);
    }

    @Test
    void otherBytesOfTheSameLengthAreFoundOutAndDeleted() throws IOException {
        client.spoils = bytes -> new byte[bytes.length];

        assertThatThrownBy(() -> SMALL.storeIn(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other bytes")
                .hasMessageContaining("profile=compatible");

        assertThat(store.find(SMALL.sha256())).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void bodiesThatAreStoredWithTheirFramingAreFoundOut() {
        client.spoils = bytes -> Arrays.copyOf(bytes, bytes.length + 90);

        assertThatThrownBy(() -> SMALL.storeIn(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("20090 bytes instead of 20000")
                .hasMessageContaining("profile=compatible");
    }

    @Test
    void listingTakesOnePageAtATimeAndKeepsTheOrder() throws IOException {
        List<String> hex = IntStream.range(0, 2 * PAGE + 1)
                .mapToObj(i -> "%064x".formatted(i * 7))
                .toList();
        for (String each : hex) {
            putDirectly("blobs/" + each);
        }
        putDirectly("blobs/readme");

        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs.findFirst()).map(Blob::digest).contains(Digest.sha256(hex.get(0)));
        }
        assertThat(client.asked(ListObjectsV2Request.class)).hasSize(1);
        try (Stream<Blob> blobs = store.list()) {
            assertThat(blobs.map(blob -> blob.digest().hex())).containsExactlyElementsOf(hex);
        }
    }

    @Test
    void lessCapableServerGetsNoChecksumsAndShowsWithItsFirstObjectThatItCanBeTrusted() throws IOException {
        try (S3BlobStore compatible = around(S3Profile.COMPATIBLE)) {
            SMALL.storeIn(compatible);
            OTHER.storeIn(compatible);
            LARGE.storeIn(compatible);

            assertThat(client.asked(GetObjectRequest.class)).hasSize(1);
            assertThat(client.asked(PutObjectRequest.class))
                    .extracting(PutObjectRequest::checksumSHA256)
                    .hasSize(2)
                    .containsOnlyNulls();
            assertThat(client.asked(CreateMultipartUploadRequest.class))
                    .extracting(CreateMultipartUploadRequest::checksumAlgorithm)
                    .hasSize(1)
                    .containsOnlyNulls();
            assertThat(client.asked(UploadPartRequest.class))
                    .extracting(UploadPartRequest::checksumSHA256)
                    .hasSize(2)
                    .containsOnlyNulls();
            assertHolds(compatible, SMALL);
            assertHolds(compatible, OTHER);
            assertHolds(compatible, LARGE);
        }
    }

    private S3BlobStore around(S3Profile profile) {
        return S3BlobStore.around(client, S3Server.BUCKET)
                .prefix(prefix())
                .profile(profile)
                .open();
    }

    private String prefix() {
        return "store-" + opened + "/";
    }

    private void putDirectly(String key) {
        server.client()
                .putObject(put -> put.bucket(S3Server.BUCKET).key(prefix() + key), RequestBody.fromString("some text"));
    }

    private List<String> keys() {
        return server
                .client()
                .listObjectsV2(list -> list.bucket(S3Server.BUCKET).prefix(prefix()))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }

    private static void assertHolds(S3BlobStore store, Content content) throws IOException {
        Blob blob = store.find(content.sha256()).orElseThrow();
        try (InputStream in = blob.open()) {
            assertThat(in.readAllBytes()).isEqualTo(content.bytes());
        }
    }

    /** Notes what is asked, lists in small pages, and spoils what is put if it is told to. */
    private static final class HostClient extends DelegatingS3Client {
        private final Queue<S3Request> requests = new ConcurrentLinkedQueue<>();
        private @Nullable UnaryOperator<byte[]> spoils;
        private boolean closed;

        HostClient(S3Client inside) {
            super(inside);
        }

        <T extends S3Request> List<T> asked(Class<T> kind) {
            return requests.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        @Override
        protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
            requests.add(request);
            return operation.apply(request);
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            UnaryOperator<byte[]> spoil = spoils;
            if (spoil == null) {
                return super.putObject(request, body);
            }
            try (InputStream in = body.contentStreamProvider().newStream()) {
                return super.putObject(
                        request.toBuilder().checksumSHA256(null).build(),
                        RequestBody.fromBytes(spoil.apply(in.readAllBytes())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            return super.listObjectsV2(request.toBuilder().maxKeys(PAGE).build());
        }

        @Override
        public void close() {
            closed = true;
            super.close();
        }
    }
}
