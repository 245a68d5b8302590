package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.PackageName;
import org.jspecify.annotations.Nullable;

/**
 * Which package and version a file belongs to.
 *
 * @param packageName the package
 * @param version the version; null where the file belongs to the package alone, or its path does not tell
 */
public record FileOwner(PackageName packageName, @Nullable String version) {
    /** Checks that the package is given. */
    public FileOwner {
        requireNonNull(packageName, "packageName");
    }
}
