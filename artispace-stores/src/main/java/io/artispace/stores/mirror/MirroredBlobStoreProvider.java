package io.artispace.stores.mirror;

import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.stores.location.TwoPartLocation;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/**
 * Opens {@code mirror:} locations: {@code mirror:FIRST#SECOND}, such as
 * {@code mirror:file:///var/lib/registry/blobs/#s3://bucket/prefix?region=eu-central-1}. A commit is {@linkplain Durable#IN_BOTH done when
 * both have it}. Stateless.
 */
public final class MirroredBlobStoreProvider implements BlobStoreProvider {
    private static final String EXAMPLE =
            "mirror:file:///var/lib/registry/blobs/#s3://bucket/prefix?region=eu-central-1";

    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public MirroredBlobStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("mirror:");
    }

    /** {@inheritDoc} The parts' providers are looked for where this class was loaded from. */
    @Override
    public BlobStore open(URI location, InstantSource clock) {
        return open(location, clock, MirroredBlobStoreProvider.class.getClassLoader());
    }

    @Override
    public BlobStore open(URI location, InstantSource clock, ClassLoader classLoader) {
        TwoPartLocation parts = TwoPartLocation.of(location, EXAMPLE);
        BlobStore first = TwoPartLocation.open(parts.first(), clock, classLoader);
        try {
            BlobStore second = TwoPartLocation.open(parts.second(), clock, classLoader);
            return new MirroredBlobStore(first, second, Durable.IN_BOTH);
        } catch (RuntimeException e) {
            try {
                first.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
