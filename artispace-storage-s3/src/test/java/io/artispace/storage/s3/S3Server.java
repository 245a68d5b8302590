package io.artispace.storage.s3;

import io.artispace.blob.BlobStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, in memory, which checks signatures. */
final class S3Server implements AutoCloseable {
    static final String ACCESS_KEY = "the-access-key";
    static final String SECRET_KEY = "the/secret+key";
    static final String BUCKET = "bucket";

    private final S3Proxy proxy;
    private final S3Client client;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
        this.client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder().useIdleConnectionReaper(false))
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    /** Starts a server with an empty bucket. */
    static S3Server start() {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(BlobStores.create("transient-nio2", new Properties()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start.", e);
        }
        S3Server server = new S3Server(proxy);
        server.client.createBucket(create -> create.bucket(BUCKET));
        return server;
    }

    int port() {
        return proxy.getPort();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Returns a client that bypasses the store. */
    S3Client client() {
        return client;
    }

    /** Returns the location of a store in this server, reached at another endpoint. */
    static URI location(URI endpoint, String prefix, String more) {
        return URI.create("s3://" + ACCESS_KEY + ":" + SECRET_KEY.replace("/", "%2F") + "@" + BUCKET + "/" + prefix
                + "?endpoint=" + endpoint + "&path-style=true&region=us-east-1" + more);
    }

    /** Opens a store in this server. */
    BlobStore open(String prefix, InstantSource clock) {
        return new S3BlobStoreProvider().open(location(endpoint(), prefix, ""), clock);
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not stop.", e);
        }
    }
}
