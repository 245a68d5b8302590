package io.artispace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of a package a {@link PackageView} should hold. Package attributes and tags are always in it.
 *
 * @param detail what is known of each version
 * @param version the only version of interest; null for all
 */
public record ViewScope(Detail detail, @Nullable String version) {
    /** What a view holds of each version. Each level includes the one before. */
    public enum Detail {
        /** Name, revision, times and attributes of each version. */
        VERSIONS,
        /** The files as well. */
        FILES,
        /** The manifests as well. */
        MANIFESTS
    }

    /** Checks that the detail is given. */
    public ViewScope {
        requireNonNull(detail, "detail");
    }

    /**
     * All versions without files and manifests: the cheapest view.
     *
     * @return the scope
     */
    public static ViewScope versions() {
        return new ViewScope(Detail.VERSIONS, null);
    }

    /**
     * All versions with their files.
     *
     * @return the scope
     */
    public static ViewScope files() {
        return new ViewScope(Detail.FILES, null);
    }

    /**
     * Everything there is.
     *
     * @return the scope
     */
    public static ViewScope everything() {
        return new ViewScope(Detail.MANIFESTS, null);
    }

    /**
     * One version with its files and manifest.
     *
     * @param version the version in the format's spelling
     * @return the scope
     */
    public static ViewScope version(String version) {
        return new ViewScope(Detail.MANIFESTS, requireNonNull(version, "version"));
    }

    /** {@return the version this scope is limited to; empty if the scope holds all} */
    public Optional<String> onlyVersion() {
        return Optional.ofNullable(version);
    }
}
