import io.artispace.spi.BlobStoreProvider;
import io.artispace.storage.s3.S3BlobStoreProvider;

/**
 * Blobs in a bucket of S3. Usually found by its {@code s3:} locations; a host that has a client of the AWS SDK can build the store around
 * it.
 */
module io.artispace.storage.s3 {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires org.slf4j;
    requires transitive software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.apache5;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.utils;
    // The SDK's HTTP client sets socket options of this module, which as an automatic module it cannot ask for.
    requires jdk.net;

    exports io.artispace.storage.s3;

    provides BlobStoreProvider with
            S3BlobStoreProvider;
}
