package io.artispace.format.npm.tarball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a tarball says about itself.
 *
 * @param manifest its {@code package.json}
 * @param fileCount how many files it holds
 * @param unpackedSize how many bytes they have together
 * @param hasShrinkwrap whether it brings its own lock file
 * @param hasNativeSources whether it has a {@code binding.gyp}, for which npm builds it at installation without being told
 * @param readme the beginning of its readme; empty if it has none
 * @param readmeFile the name of that file; null if it has none
 */
public record PackedPackage(
        ObjectNode manifest,
        int fileCount,
        long unpackedSize,
        boolean hasShrinkwrap,
        boolean hasNativeSources,
        String readme,
        @Nullable String readmeFile) {}
