package io.artispace.core.publication;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.access.Action;
import org.jspecify.annotations.Nullable;

/**
 * What rules are asked about a change that a publication is going to make.
 *
 * @param packageName the package that is changed
 * @param action what the access policy is asked about
 * @param attribute the attribute of the package that is set or removed; null for anything else
 * @param version the version that is put, or that the file is put of; null if there is none
 * @param path the file that is put; null for anything else
 */
public record Change(
        PackageName packageName,
        Action action,
        @Nullable String attribute,
        @Nullable String version,
        @Nullable FilePath path) {
    /** Tells whether a version or a file is put. */
    public boolean isPut() {
        return version != null || path != null;
    }
}
