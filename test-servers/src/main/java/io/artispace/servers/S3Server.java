package io.artispace.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, which checks signatures, with one bucket. */
public final class S3Server implements AutoCloseable {
    /** The id of the access key. */
    public static final String ACCESS_KEY = "the-access-key";

    /** Its secret, with characters that a location has to encode. */
    public static final String SECRET_KEY = "the/secret+key";

    /** The bucket. */
    public static final String BUCKET = "bucket";

    private final S3Proxy proxy;
    private final S3Client client;
    private final Runnable removeObjects;

    private final String path;

    private S3Server(S3Proxy proxy, String path, Runnable removeObjects) {
        this.proxy = proxy;
        this.path = path;
        this.client = newClient(endpoint());
        this.removeObjects = removeObjects;
    }

    /**
     * Starts a server with an empty bucket; its objects are gone when it is closed. They are in files all the same: the server's store in
     * memory says of an object that is just being deleted that it is there and empty, as S3 never does.
     */
    public static S3Server start() {
        try {
            Path directory = Places.fresh("s3-server-");
            return start(directory, "", () -> remove(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server as {@link #start} does, whose endpoint has a path. */
    public static S3Server startBelow(String path) {
        try {
            Path directory = Places.fresh("s3-server-");
            return start(directory, path, () -> remove(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server that keeps its objects in a directory of the caller's, with an empty bucket. */
    public static S3Server startIn(Path directory) {
        return start(directory, "", () -> {});
    }

    private static S3Server start(Path directory, String path, Runnable removeObjects) {
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", directory.toString());
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", settings))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .servicePath(path.replaceFirst("/$", ""))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start.", e);
        }
        S3Server server = new S3Server(proxy, path, removeObjects);
        server.client.createBucket(create -> create.bucket(BUCKET));
        return server;
    }

    /** Returns where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort() + path);
    }

    /** Returns a client that bypasses every store; it is closed with the server. */
    public S3Client client() {
        return client;
    }

    /** Makes a client of such a server; the caller closes it. */
    public static S3Client newClient(URI endpoint) {
        return newClient(endpoint, Region.US_EAST_1, true, AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }

    /** Makes a client of any server; the caller closes it. */
    static S3Client newClient(URI endpoint, Region region, boolean pathStyle, AwsCredentials credentials) {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder().useIdleConnectionReaper(false))
                .region(region)
                .endpointOverride(endpoint)
                .forcePathStyle(pathStyle)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** Returns the location of a store in this server. */
    public URI location(String prefix) {
        return location(endpoint(), prefix, "");
    }

    /** Returns the location of a store in such a server, reached at another endpoint, with more parameters such as {@code &links=false}. */
    public static URI location(URI endpoint, String prefix, String more) {
        return URI.create("s3://" + ACCESS_KEY + ":" + SECRET_KEY.replace("/", "%2F") + "@" + BUCKET + "/" + prefix
                + "?endpoint=" + endpoint + "&path-style=true&region=us-east-1" + more);
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not stop.", e);
        }
        removeObjects.run();
    }

    static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
