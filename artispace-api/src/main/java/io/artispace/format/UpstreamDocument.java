package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.PackageName;
import org.jspecify.annotations.Nullable;

/**
 * A document of a remote registry about a package.
 *
 * @param location where it is, relative to the upstream's URL, percent-encoded, without a leading slash: {@code @acme%2fapp}. It is also the
 *     key under which its state is kept
 * @param accept the value of the {@code Accept} header to ask with
 * @param packageName the package it is about
 * @param version the only version it is about; null if it is about the package as a whole
 */
public record UpstreamDocument(
        String location,
        String accept,
        PackageName packageName,
        @Nullable String version) {
    /** Checks that location, accepted type and package are given. */
    public UpstreamDocument {
        requireNonNull(location, "location");
        requireNonNull(accept, "accept");
        requireNonNull(packageName, "packageName");
    }
}
