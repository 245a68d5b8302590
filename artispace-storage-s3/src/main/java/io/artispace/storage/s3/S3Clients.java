package io.artispace.storage.s3;

import io.artispace.access.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The client and the presigner of a location. Credentials come from the location or, without any there, from where the SDK looks by default
 * (environment, system properties, profile files, web identity, container, instance); so does the region.
 */
final class S3Clients implements AutoCloseable {
    /** Many, since each download holds one for as long as its client takes, and other requests must not wait for those. */
    private static final int CONNECTIONS = 256;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** How long a connection may be silent. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Attempts of one request: the SDK waits between them, at random, up to some seconds, longer where the server says that it is busy. */
    private static final int ATTEMPTS = 5;

    /** The region for servers other than AWS: most ignore it, but the signature needs one. */
    private static final String ANY_REGION = "us-east-1";

    private final AwsCredentialsProvider credentials;
    private final S3Client client;
    private final @Nullable S3Presigner presigner;

    S3Clients(S3Location location) {
        S3Configuration configuration = S3Configuration.builder()
                .pathStyleAccessEnabled(location.flag("path-style", false))
                .chunkedEncodingEnabled(location.profile() != S3Profile.COMPATIBLE)
                .build();
        boolean links = location.flag("links", true);
        URI endpoint = location.endpoint("endpoint");
        URI linkEndpoint = location.endpoint("link-endpoint");
        Region region = region(location.parameter("region"), endpoint);
        this.credentials = credentials(location);
        S3ClientBuilder builder = requests(location.number("connections", CONNECTIONS))
                .credentialsProvider(credentials)
                .serviceConfiguration(configuration);
        S3Presigner.Builder signer =
                S3Presigner.builder().credentialsProvider(credentials).serviceConfiguration(configuration);
        if (region != null) {
            builder.region(region);
            signer.region(region);
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (linkEndpoint != null || endpoint != null) {
            signer.endpointOverride(linkEndpoint == null ? endpoint : linkEndpoint);
        }
        this.client = builder.build();
        this.presigner = links ? signer.build() : null;
    }

    /** Begins a client with what is true of all requests: how they are checked, repeated and sent. */
    private static S3ClientBuilder requests(int connections) {
        return S3Client.builder()
                // Readers check the SHA-256; a second checksum would only cost time.
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build()))
                // The SDK's reaper of idle connections is a thread that all stores of the process share, and that would
                // outlive them.
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .connectionAcquisitionTimeout(SILENCE)
                        .useIdleConnectionReaper(false));
    }

    S3Client client() {
        return client;
    }

    @Nullable
    S3Presigner presigner() {
        return presigner;
    }

    @Override
    public void close() {
        if (presigner != null) {
            presigner.close();
        }
        client.close();
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    /** A server other than AWS may look at the region of a signature, too, so what the environment says counts there as well. */
    static @Nullable Region region(@Nullable String name, @Nullable URI endpoint) {
        if (name != null) {
            return Region.of(name);
        }
        if (endpoint == null) {
            return null;
        }
        // Not in all places where the SDK looks, since that would wait for an instance's metadata.
        return SdkSystemSetting.AWS_REGION.getStringValue().map(Region::of).orElseGet(() -> Region.of(ANY_REGION));
    }

    private static AwsCredentialsProvider credentials(S3Location location) {
        String accessKey = location.accessKey();
        Secret secretKey = location.secretKey();
        // Not DefaultCredentialsProvider.create(), which is one for all users of the SDK in this process.
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey.reveal()));
    }
}
