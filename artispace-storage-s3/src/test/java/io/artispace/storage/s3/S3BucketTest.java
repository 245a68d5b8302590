package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How a store is opened on a bucket with restricted permissions. */
@Timeout(60)
class S3BucketTest {
    /** Answers as AWS does: to a HEAD only with a status, to a listing with the reason, or with a page where the prefix may be listed. */
    private record RefusingClient(int status, String code, String mayList) implements S3Client {
        @Override
        public HeadBucketResponse headBucket(HeadBucketRequest request) {
            throw S3Exception.builder().statusCode(status).build();
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            if (request.prefix().startsWith(mayList)) {
                return ListObjectsV2Response.builder().isTruncated(false).build();
            }
            throw S3Exception.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode(code)
                            .errorMessage("AWS says why.")
                            .build())
                    .build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({
        "400, AuthorizationHeaderMalformed",
        "400, ExpiredToken",
        "301, PermanentRedirect",
        "403, RequestTimeTooSkewed",
        "403, AccessDenied"
    })
    void refusalOfTheBucketTellsTheServersReason(int status, String code) {
        RefusingClient client = new RefusingClient(status, code, "nothing");

        assertThatThrownBy(() ->
                        S3BlobStore.around(client, "bucket").prefix("prefix/").open())
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining(status + " " + code)
                .rootCause()
                .hasMessageContaining("AWS says why.");
    }

    @Test
    void bucketIsAcceptedIfOnlyItsOwnPrefixMayBeListed() {
        RefusingClient client = new RefusingClient(403, "AccessDenied", "prefix/");

        try (S3BlobStore store =
                S3BlobStore.around(client, "bucket").prefix("prefix/").open()) {
            assertThat(store).isNotNull();
        }
    }
}
