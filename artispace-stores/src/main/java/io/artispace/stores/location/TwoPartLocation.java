package io.artispace.stores.location;

import io.artispace.InvalidInputException;
import io.artispace.blob.BlobStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.Services;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;

/**
 * A location made of two: {@code scheme:FIRST#SECOND}. Each part is written as it would be alone. Messages repeat neither, as both may hold
 * credentials.
 *
 * @param first what stands before the {@code #}: the location of a store
 * @param second what stands behind it
 */
public record TwoPartLocation(URI first, URI second) {
    /**
     * Reads a location.
     *
     * @param location the location
     * @param example how a right one looks, for messages
     * @return its parts
     * @throws InvalidInputException if it has not two
     */
    public static TwoPartLocation of(URI location, String example) {
        String first = location.getRawSchemeSpecificPart();
        String second = location.getRawFragment();
        if (second == null || second.isEmpty() || !first.contains(":")) {
            throw malformed(example);
        }
        try {
            return new TwoPartLocation(new URI(first), new URI(second));
        } catch (URISyntaxException e) {
            throw malformed(example);
        }
    }

    /**
     * Opens the store at a location.
     *
     * @param location its location
     * @param clock the registry's source of time
     * @param classLoader where its provider is looked for
     * @return the store; the caller closes it
     * @throws InvalidInputException if there is no provider for it
     */
    public static BlobStore open(URI location, InstantSource clock, ClassLoader classLoader) {
        return Services.of(BlobStoreProvider.class, classLoader)
                .forLocation(location.toString(), BlobStoreProvider::schemes)
                .open(location, clock, classLoader);
    }

    private static InvalidInputException malformed(String example) {
        return new InvalidInputException(
                "Cannot read the location of the blob store: it needs two parts, with a # between them. Write such as "
                        + example + ".");
    }
}
