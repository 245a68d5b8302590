package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.testkit.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** How the store treats answers that none of the servers gives that tests can run. */
@Timeout(60)
class OddServerTest {
    /**
     * A bucket without any object, in which nothing can be put because others always do so, and whose listing never ends; or one that takes
     * objects, if no condition is set.
     */
    private static final class OddClient implements S3Client {
        private final Map<String, Long> stored = new HashMap<>();
        private final List<@Nullable String> conditions = new ArrayList<>();
        private boolean takesObjects;
        private int refusal = 409;
        private @Nullable String refusalCode;
        private int refusalOfConditions = 501;
        private @Nullable String next;
        private @Nullable String key;
        private int listed;

        @Override
        public HeadBucketResponse headBucket(HeadBucketRequest request) {
            return HeadBucketResponse.builder().build();
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            Long size = stored.get(request.key());
            if (size == null) {
                throw NoSuchKeyException.builder().statusCode(404).build();
            }
            return HeadObjectResponse.builder().contentLength(size).build();
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            conditions.add(request.ifNoneMatch());
            if (!takesObjects || request.ifNoneMatch() != null) {
                throw S3Exception.builder()
                        .statusCode(takesObjects ? refusalOfConditions : refusal)
                        .awsErrorDetails(
                                AwsErrorDetails.builder().errorCode(refusalCode).build())
                        .build();
            }
            stored.put(request.key(), body.optionalContentLength().orElseThrow());
            return PutObjectResponse.builder()
                    .checksumSHA256(request.checksumSHA256())
                    .build();
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            return ListObjectsV2Response.builder()
                    .isTruncated(key == null)
                    .contents(
                            key == null
                                    ? List.of()
                                    : List.of(
                                            S3Object.builder().key(key).size(1L).build()))
                    .nextContinuationToken(next)
                    .build();
        }

        @Override
        public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
            listed++;
            return ListMultipartUploadsResponse.builder()
                    .isTruncated(true)
                    .nextKeyMarker(next)
                    .nextUploadIdMarker(next)
                    .build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    private final OddClient server = new OddClient();
    private final BlobStore store = S3BlobStore.around(server, "bucket").open();

    @Test
    void conflictsThatDoNotEndAreToldAsTheCause() {
        assertThatThrownBy(() -> Content.random(10, 1).storeIn(store))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("409")
                .cause()
                .isInstanceOf(S3Failure.class);
    }

    /** Such servers say so in one of several ways, AWS never does. */
    @Test
    void fullServerIsReportedAsFull() {
        server.refusal = 507;

        assertThatThrownBy(() -> Content.random(10, 1).storeIn(store))
                .isInstanceOf(S3Failure.class)
                .cause()
                .isInstanceOf(BlobStoreFullException.class)
                .hasMessage("No room is left: the S3 server, or the quota of the bucket, is full.");
    }

    /** Ceph 16 takes chunked bodies, except empty ones. */
    @Test
    void serverThatCannotReadAChunkedBodyIsSaidToNeedTheOtherProfile() {
        server.refusal = 400;
        server.refusalCode = "XAmzContentSHA256Mismatch";

        assertThatThrownBy(() -> Content.text("").storeIn(store))
                .hasMessageContaining("400 XAmzContentSHA256Mismatch")
                .hasMessageContaining("profile=compatible");
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDenied", "401, ", "400, ExpiredToken"})
    void refusalSaysWhatToCheck(int status, @Nullable String code) {
        server.refusal = status;
        server.refusalCode = code;

        assertThatThrownBy(() -> Content.random(10, 1).storeIn(store))
                .hasMessageContaining("S3 answered " + status)
                .hasMessageContaining("Check what the credentials and the policy of the bucket allow");
    }

    @Test
    void serverThatKnowsNoConditionsGetsObjectsWithoutThem() throws IOException {
        server.takesObjects = true;

        Content.random(10, 1).storeIn(store);
        Content.random(20, 2).storeIn(store);

        assertThat(server.stored.values()).containsExactlyInAnyOrder(10L, 20L);
        assertThat(server.conditions).containsExactly("*", null, null);
    }

    /** AWS does not; others do in a bucket with versions, where a deletion leaves a marker. */
    @Test
    void serverThatTakesADeletedObjectForOneThatIsThereGetsItWithoutACondition() throws IOException {
        server.takesObjects = true;
        server.refusalOfConditions = 412;

        Content.random(10, 1).storeIn(store);
        Content.random(20, 2).storeIn(store);

        assertThat(server.stored.values()).containsExactlyInAnyOrder(10L, 20L);
        assertThat(server.conditions).containsExactly("*", null, "*", null);
    }

    @Test
    void listingOfOtherKeysThanThoseAskedForIsNotTakenForAnEmptyOne() {
        server.key = "blobs%2F" + "0".repeat(64);

        assertThatThrownBy(() -> store.list().count())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"blobs/\"")
                .hasMessageContaining("blobs%2F");
    }

    @Test
    void listingThatDoesNotSayWhereItGoesOnIsNotTakenForComplete() {
        assertThatThrownBy(() -> store.list().count())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without NextContinuationToken");
    }

    @Test
    void listingThatGoesOnWhereItBeganEnds() {
        server.next = "token";

        assertThatThrownBy(() -> store.list().count())
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("repeats the NextContinuationToken");
    }

    @Test
    void listingOfUploadsThatDoesNotSayWhereItGoesOnIsAFailure() {
        assertThatThrownBy(store::removeLeftovers)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without NextKeyMarker");
        assertThat(server.listed).isOne();
    }

    @Test
    void listingOfUploadsThatGoesOnWhereItBeganEnds() {
        server.next = "marker";

        assertThatThrownBy(store::removeLeftovers)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("repeats the NextKeyMarker");
        assertThat(server.listed).isEqualTo(2);
    }
}
