package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.PackageName;
import org.jspecify.annotations.Nullable;

/**
 * A document of a remote registry about a package.
 *
 * @param location where it is, relative to the upstream's URL, percent-encoded, without a leading slash: {@code @acme%2fapp}
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

    /**
     * Returns the key under which the registry keeps what it knows of the document. It is not the location alone, since two documents at
     * one location may be about two packages.
     *
     * @return the package and, where it is about one, the version
     */
    public String key() {
        return version == null ? packageName.value() : packageName.value() + "@" + version;
    }
}
