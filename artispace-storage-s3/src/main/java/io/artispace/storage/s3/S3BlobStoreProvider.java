package io.artispace.storage.s3;

import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Opens {@code s3:} locations, such as {@code s3://bucket/prefix?region=eu-central-1} and
 * {@code s3://ACCESS:SECRET@bucket?endpoint=http://127.0.0.1:9000&path-style=true}. The parameters, all of which may be left out:
 *
 * <table>
 *   <caption>Parameters</caption>
 *   <tr><td>{@code region}</td><td>where the bucket is; else where the SDK finds it, with an endpoint {@code AWS_REGION} of the environment
 *   or {@code us-east-1}</td></tr> <tr><td>{@code endpoint}</td><td>a server other than AWS</td></tr>
 *   <tr><td>{@code path-style}</td><td>{@code true} where the bucket stands in the path, not in the host's name</td></tr>
 *   <tr><td>{@code profile}</td><td>{@code aws} or {@code compatible}, see {@link S3Profile}</td></tr>
 *   <tr><td>{@code part-size}</td><td>bytes, see {@link S3StoreBuilder#partSize}</td></tr> <tr><td>{@code spool}</td><td>a directory, see
 *   {@link S3StoreBuilder#spoolDirectory}</td></tr> <tr><td>{@code connections}</td><td>how many are open at once, at most; 256</td></tr>
 *   <tr><td>{@code links}</td><td>{@code false} for blobs that offer no links</td></tr> <tr><td>{@code link-endpoint}</td><td>where readers
 *   reach the server, if not at the endpoint</td></tr>
 * </table>
 *
 * <p>Stateless.
 */
public final class S3BlobStoreProvider implements BlobStoreProvider {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public S3BlobStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("s3:");
    }

    @Override
    public BlobStore open(URI location, InstantSource clock) {
        S3Location parsed = S3Location.of(location);
        S3Clients clients = clients(parsed);
        try {
            S3StoreBuilder builder = S3BlobStore.around(clients.client(), parsed.bucket())
                    .prefix(parsed.prefix())
                    .profile(parsed.profile())
                    .clock(clock);
            if (parsed.parameter("part-size") != null) {
                builder.partSize(parsed.number("part-size", S3StoreBuilder.USUAL_PART));
            }
            S3Presigner presigner = clients.presigner();
            if (presigner != null) {
                builder.presigner(presigner);
            }
            Path spool = spool(parsed.parameter("spool"));
            if (spool != null) {
                builder.spoolDirectory(spool);
            }
            return builder.open(clients::close);
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    private static S3Clients clients(S3Location location) {
        try {
            return new S3Clients(location);
        } catch (SdkException e) {
            throw new StorageFailedException(
                    "Cannot open the S3 blob store in the bucket \"" + location.bucket()
                            + "\": no client can be made. Add region=… to its location, or set AWS_REGION.",
                    e);
        }
    }

    private static @Nullable Path spool(@Nullable String directory) {
        try {
            return directory == null ? null : Path.of(directory);
        } catch (InvalidPathException e) {
            throw S3Location.malformed("spool is not the path of a directory");
        }
    }
}
