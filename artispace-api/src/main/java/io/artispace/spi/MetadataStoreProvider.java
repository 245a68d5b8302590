package io.artispace.spi;

import io.artispace.metadata.MetadataStore;
import java.net.URI;
import java.util.Set;

/** Opens metadata stores by location. Stateless, with a public constructor without arguments. */
public interface MetadataStoreProvider {
    /**
     * Returns what the locations begin with that this provider opens.
     *
     * @return such as {@code sqlite:} and {@code memory:}, each with its colon, lower-case
     */
    Set<String> schemes();

    /**
     * Opens a store, creating and migrating its schema as needed.
     *
     * @param location begins with one of the {@link #schemes()}
     * @return the store; the caller closes it
     * @throws io.artispace.StorageFailedException if it cannot be opened
     * @throws io.artispace.InvalidInputException if the location is malformed
     */
    MetadataStore open(URI location);
}
