package io.artispace.spi;

import io.artispace.blob.BlobStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/** Opens blob stores by location. Stateless, with a public constructor without arguments. */
public interface BlobStoreProvider {
    /**
     * Returns what the locations begin with that this provider opens.
     *
     * @return such as {@code file:} and {@code memory:}, each with its colon, lower-case
     */
    Set<String> schemes();

    /**
     * Opens a store, creating what it needs at its location.
     *
     * @param location begins with one of the {@link #schemes()}
     * @param clock the registry's source of time
     * @return the store; the caller closes it
     * @throws io.artispace.StorageFailedException if it cannot be opened
     * @throws io.artispace.InvalidInputException if the location is malformed
     */
    BlobStore open(URI location, InstantSource clock);

    /**
     * Opens a store, as {@link #open(URI, InstantSource)} does. A provider whose locations hold others looks for the providers of those in
     * the class loader; one that needs no others need not implement this.
     *
     * @param location begins with one of the {@link #schemes()}
     * @param clock the registry's source of time
     * @param classLoader where the registry's builder was told to look for providers
     * @return the store; the caller closes it
     * @throws io.artispace.StorageFailedException if it cannot be opened
     * @throws io.artispace.InvalidInputException if the location is malformed, or nobody opens one that it holds
     */
    default BlobStore open(URI location, InstantSource clock, ClassLoader classLoader) {
        return open(location, clock);
    }
}
