package io.artispace.servers;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An empty bucket that nobody else uses, on the server that the environment names in {@code S3_ENDPOINT}, or else on an {@link S3Server} of
 * its own. It is removed with all that is in it when it is closed.
 */
public final class OwnBucket implements AutoCloseable {
    private final Function<String, URI> location;
    private final Runnable remove;

    private OwnBucket(Function<String, URI> location, Runnable remove) {
        this.location = location;
        this.remove = remove;
    }

    /**
     * Makes a bucket.
     *
     * @throws IllegalStateException if the environment names a server and no credentials
     */
    public static OwnBucket create() {
        Map<String, String> environment = System.getenv();
        String endpoint = environment.get("S3_ENDPOINT");
        if (endpoint != null) {
            return createAt(endpoint, environment);
        }
        S3Server server = S3Server.start();
        return new OwnBucket(server::location, server::close);
    }

    private static OwnBucket createAt(String endpoint, Map<String, String> environment) {
        String accessKey = environment.get("S3_ACCESS_KEY");
        String secretKey = environment.get("S3_SECRET_KEY");
        if (accessKey == null || secretKey == null) {
            throw new IllegalStateException("S3_ENDPOINT is set; set S3_ACCESS_KEY and S3_SECRET_KEY, too.");
        }
        String region = environment.getOrDefault("S3_REGION", "us-east-1");
        String pathStyle = environment.getOrDefault("S3_PATH_STYLE", "true");
        String profile = environment.getOrDefault("S3_PROFILE", "aws");
        S3Client client = S3Server.newClient(
                URI.create(endpoint),
                Region.of(region),
                Boolean.parseBoolean(pathStyle),
                AwsBasicCredentials.create(accessKey, secretKey));
        String bucket = "artispace-" + UUID.randomUUID();
        client.createBucket(create -> create.bucket(bucket));
        return new OwnBucket(
                prefix -> URI.create("s3://" + encoded(accessKey) + ":" + encoded(secretKey) + "@" + bucket + "/"
                        + prefix + "?endpoint=" + endpoint + "&path-style=" + pathStyle + "&region=" + region
                        + "&profile=" + profile),
                () -> {
                    try (client) {
                        remove(client, bucket);
                    }
                });
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private static void remove(S3Client client, String bucket) {
        for (MultipartUpload upload : client.listMultipartUploadsPaginator(list -> list.bucket(bucket))
                .uploads()) {
            client.abortMultipartUpload(
                    abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        }
        for (S3Object object :
                client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()) {
            client.deleteObject(delete -> delete.bucket(bucket).key(object.key()));
        }
        client.deleteBucket(delete -> delete.bucket(bucket));
    }

    /** Returns the location of a store in this bucket. */
    public URI location(String prefix) {
        return location.apply(prefix);
    }

    @Override
    public void close() {
        remove.run();
    }
}
