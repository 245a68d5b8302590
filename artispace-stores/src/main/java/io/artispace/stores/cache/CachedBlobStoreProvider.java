package io.artispace.stores.cache;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.stores.location.TwoPartLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code cache:} locations: {@code cache:ORIGIN#DIRECTORY?size=SIZE}, such as
 * {@code cache:s3://bucket/prefix?region=eu-central-1#/var/cache/registry?size=20GiB}. The origin is written as it would be alone; the
 * directory is an absolute path; the size is a number of bytes, or one followed by {@code MiB}, {@code GiB} or {@code TiB}. Stateless.
 */
public final class CachedBlobStoreProvider implements BlobStoreProvider {
    private static final String EXAMPLE = "cache:s3://bucket/prefix?region=eu-central-1#/var/cache/registry?size=20GiB";
    private static final Pattern SIZE = Pattern.compile("size=([0-9]{1,12})(MiB|GiB|TiB)?");

    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public CachedBlobStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("cache:");
    }

    /** {@inheritDoc} The origin's provider is looked for where this class was loaded from. */
    @Override
    public BlobStore open(URI location, InstantSource clock) {
        return open(location, clock, CachedBlobStoreProvider.class.getClassLoader());
    }

    @Override
    public BlobStore open(URI location, InstantSource clock, ClassLoader classLoader) {
        TwoPartLocation parts = TwoPartLocation.of(location, EXAMPLE);
        Path directory = directory(parts.second().getPath());
        long limit = limit(parts.second().getQuery());
        BlobStore origin = TwoPartLocation.open(parts.first(), clock, classLoader);
        try {
            return CachedBlobStore.open(origin, directory, limit, clock);
        } catch (IOException e) {
            throw closing(
                    origin,
                    new StorageFailedException(
                            "Cannot open the read cache in " + Quote.of(directory) + ": "
                                    + e.getMessage()
                                    + " Check that this process may write there, and that no other uses it.",
                            e));
        }
    }

    private static StorageFailedException closing(BlobStore origin, StorageFailedException failure) {
        try {
            origin.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static Path directory(@Nullable String path) {
        try {
            Path directory = Path.of(path == null ? "" : path);
            if (directory.isAbsolute()) {
                return directory;
            }
        } catch (InvalidPathException e) {
            throw malformed("its directory is no path");
        }
        throw malformed("its directory is no absolute path");
    }

    private static long limit(@Nullable String query) {
        Matcher matcher = SIZE.matcher(query == null ? "" : query);
        if (!matcher.matches()) {
            throw malformed("behind its directory there is no size");
        }
        long number = Long.parseLong(matcher.group(1));
        int shift = matcher.group(2) == null
                ? 0
                : 20 + 10 * "MGT".indexOf(matcher.group(2).charAt(0));
        if (number < 1 || number > Long.MAX_VALUE >> shift) {
            throw malformed("its size is out of range");
        }
        return number << shift;
    }

    private static InvalidInputException malformed(String why) {
        return new InvalidInputException(
                "Cannot read the location of the read cache: " + why + ". Write such as " + EXAMPLE + ".");
    }
}
