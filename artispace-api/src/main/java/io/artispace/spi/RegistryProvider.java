package io.artispace.spi;

import io.artispace.Registry;
import io.artispace.RegistryConfiguration;

/** Opens registries; artispace-core has the one there is. Stateless, with a public constructor without arguments. */
public interface RegistryProvider {
    /**
     * Opens a registry.
     *
     * @param configuration what it is made of
     * @return the registry; the caller closes it
     * @throws io.artispace.StorageFailedException if a store cannot be opened
     * @throws io.artispace.InvalidInputException if a part is missing or unknown
     */
    Registry open(RegistryConfiguration configuration);
}
