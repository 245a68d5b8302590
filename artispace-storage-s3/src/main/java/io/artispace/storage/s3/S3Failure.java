package io.artispace.storage.s3;

import io.artispace.blob.BlobStoreFullException;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A request to S3 that failed after all its attempts: what the server said, or that it said nothing. */
final class S3Failure extends IOException {
    static final String TRY_COMPATIBLE = " Try profile=compatible in the location of the store.";

    private static final long serialVersionUID = 1L;

    private static final int INSUFFICIENT_STORAGE = 507;

    private final int status;
    private final String said;

    private S3Failure(String message, int status, String said, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.said = said;
    }

    /**
     * Translates a failure.
     *
     * @param attempt what was tried, such as {@code put the object blobs/ab…}
     */
    static S3Failure of(String attempt, SdkException cause) {
        if (cause instanceof AwsServiceException answered) {
            AwsErrorDetails details = answered.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : " " + details.errorCode();
            String said = answered.statusCode() + code;
            return new S3Failure(
                    "Cannot " + attempt + ": S3 answered " + said + "." + advice(answered.statusCode(), code),
                    answered.statusCode(),
                    said,
                    isFull(answered.statusCode(), code)
                            ? new BlobStoreFullException("the S3 server, or the quota of the bucket,", cause)
                            : cause);
        }
        return new S3Failure("Cannot " + attempt + ": S3 did not answer.", 0, "nothing", cause);
    }

    private static String advice(int status, String code) {
        if (code.endsWith("ContentSHA256Mismatch")) {
            // Some servers, such as older ones of Ceph, read all chunked bodies but those that are empty.
            return TRY_COMPATIBLE;
        }
        return status == 401 || status == 403 || code.endsWith("ExpiredToken")
                ? " Check what the credentials and the policy of the bucket allow, whether the credentials have expired, and this"
                        + " machine's clock."
                : "";
    }

    /** Tells whether the server is full. AWS never is; every other server reports it in its own way. */
    private static boolean isFull(int status, String code) {
        return status == INSUFFICIENT_STORAGE || code.endsWith("QuotaExceeded") || code.endsWith("StorageFull");
    }

    int status() {
        return status;
    }

    /** Status and code of the answer, such as {@code 403 RequestTimeTooSkewed}. */
    String said() {
        return said;
    }

    /** Whether there was an answer. */
    boolean isAnswer() {
        return status != 0;
    }

    boolean isAbsent() {
        return status == 404;
    }

    /** Whether an object has no such range. */
    boolean isBeyondTheEnd() {
        return status == 416;
    }

    boolean isForbidden() {
        return status == 401 || status == 403;
    }

    /** Whether the server knows nothing of what it was asked for, such as a condition. */
    boolean isNotImplemented() {
        return status == 501;
    }

    /** Whether something is under the key already, or was at the moment (409: other writes of it were in progress). */
    boolean isConflict() {
        return status == 412 || status == 409;
    }
}
