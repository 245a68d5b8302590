package io.artispace.integration.run;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, with one bucket that it keeps in memory; it checks signatures. Thread-safe. */
public final class S3Server implements AutoCloseable {
    private static final String ACCESS_KEY = "the-access-key";
    private static final String SECRET_KEY = "the-secret-key";
    private static final String BUCKET = "bucket";

    private final S3Proxy proxy;
    private final AtomicInteger prefixes = new AtomicInteger();

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    public static S3Server start() throws Exception {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(BlobStores.create("transient-nio2", new Properties()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        proxy.start();
        S3Server server = new S3Server(proxy);
        server.createBucket();
        return server;
    }

    private void createBucket() {
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder().useIdleConnectionReaper(false))
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build()) {
            client.createBucket(create -> create.bucket(BUCKET));
        }
    }

    /** Where it listens, without a path. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** The location of an empty store in this server. */
    public URI newStore() {
        return newStoreThrough(endpoint());
    }

    /** The location of an empty store in this server, which is reached at another address. */
    public URI newStoreThrough(URI endpoint) {
        return URI.create("s3://" + ACCESS_KEY + ":" + SECRET_KEY + "@" + BUCKET + "/store" + prefixes.incrementAndGet()
                + "?endpoint=" + endpoint + "&path-style=true&region=us-east-1");
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("The S3 server does not stop", e);
        }
    }
}
